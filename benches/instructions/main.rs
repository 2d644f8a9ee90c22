//! A guard against becoming slower: counts the machine instructions of what is done
//! most, and fails if any of it takes over 5 % more than the record says.
//!
//! `make instructions` checks, `make instructions RECORD=1` writes `record.toml` anew,
//! in the commit that says why. Instructions are no times, but unlike times they are
//! the same on a busy machine: what they say of a change, they say in one run.
//!
//! What is counted depends on the compiler, the versions of the libraries and the
//! architecture. The processor hardly matters: Valgrind shows every program one up to
//! AVX2, which is what the C library chooses its copying by. What remains from run to
//! run is mostly below 1 %: seeds of hash tables, names of segments, threads that wait for each
//! other. An import counts the work of all threads.
//!
//! This process prepares a data folder, then starts itself under Callgrind to do the
//! [`cases`] one after the other, and reads what Callgrind wrote.

mod callgrind;
mod cases;
mod record;

use std::path::Path;
use std::process::ExitCode;

use record::Record;

/// How this process starts itself.
const COUNTED: &str = "--counted";

/// The least of so many runs counts: threads that serve the store in the background only
/// ever add to a case. On a busy machine, two runs of ten had 4 and 5 % more in one case.
const RUNS: u32 = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(place) = arguments.iter().position(|argument| argument == COUNTED) {
        cases::run(Path::new(&arguments[place + 1]));
        return ExitCode::SUCCESS;
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    cases::build_dictionary(folder.path());
    let counted = Record::of_least((0..RUNS).map(|run| {
        let data = folder.path().join(run.to_string());
        cases::prepare(&data);
        callgrind::count_all(&data)
    }));
    if arguments.iter().any(|argument| argument == "--record") {
        counted.write();
        println!("{}", counted.beside(&counted).0);
        return ExitCode::SUCCESS;
    }
    let recorded = Record::read();
    let (table, verdict) = counted.beside(&recorded);
    println!("{table}");
    match verdict {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
