use std::process::ExitCode;

fn main() -> ExitCode {
    kusanone::cli::main()
}
