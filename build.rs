//! Checks that what is compiled into the binary is there, and has the crate
//! compiled again when files come or go.

use std::path::Path;

fn main() {
    for folder in ["seed", "web/dist"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    for built in ["web/dist/graphiql/index.html", "web/dist/pages/site.css"] {
        if !Path::new(built).is_file() {
            println!("cargo::error={built} is not built: run `make web` first (it needs Node)");
        }
    }
}
