//! What the program tells about its own work: to standard error, a line each.
//!
//! `KUSANONE_LOG` chooses how much (`debug`, `kusanone=trace`, ..). Words that
//! people search for are never logged.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging; call once, first.
pub fn init() {
    let filter = EnvFilter::try_from_env("KUSANONE_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,kusanone=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}
