//! Checks that what is compiled into the binary is there, and has the crate
//! compiled again when files come or go.

use std::path::Path;

fn main() {
    for folder in ["seed", "web/dist"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    if !Path::new("web/dist/graphiql/index.html").is_file() {
        println!(
            "cargo::error=the playground page is not built: run `make web` first (it needs Node)"
        );
    }
}
