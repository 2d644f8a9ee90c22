//! Counting with Callgrind, a tool of Valgrind.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

use super::COUNTED;

/// The function between whose beginning and end is counted, as Callgrind names it. A
/// star at the end of a name does nothing in Valgrind 3.19.
const FUNCTION: &str = "*::between_which_callgrind_counts";

/// Does something and has it counted, on all threads, under a name.
pub fn count(name: &str, mut work: impl FnMut() -> usize) {
    println!("{name}");
    between_which_callgrind_counts(&mut work);
}

/// Callgrind finds it by its name. It does something after the work, so that it is not
/// left before.
#[inline(never)]
fn between_which_callgrind_counts(work: &mut dyn FnMut() -> usize) {
    black_box(work());
}

/// Runs all cases on a prepared folder; their names and instructions.
pub fn count_all(folder: &Path) -> Vec<(String, u64)> {
    let output = folder.join("callgrind.out");
    let child = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--combine-dumps=yes"])
        .arg(format!("--callgrind-out-file={}", output.display()))
        .arg(format!("--zero-before={FUNCTION}"))
        .arg(format!("--dump-after={FUNCTION}"))
        .arg(std::env::current_exe().expect("a path"))
        .arg(COUNTED)
        .arg(folder)
        .env_remove("RUST_LOG")
        .stderr(Stdio::inherit())
        .output()
        .expect("valgrind runs; on Debian: apt-get install valgrind");
    assert!(child.status.success(), "the cases do not run under valgrind: {}", child.status);
    let names = String::from_utf8(child.stdout).expect("UTF-8");
    let written = std::fs::read_to_string(&output).expect("what Callgrind wrote");
    let counts = totals(&written);
    assert_eq!(names.lines().count(), counts.len(), "a count for each of {names}");
    names.lines().map(str::to_owned).zip(counts).collect()
}

/// The totals of the parts that were written after the function.
fn totals(written: &str) -> Vec<u64> {
    let parts = written.split("\npart: ").filter(|part| part.contains("--dump-after="));
    let total = |part: &str| {
        let line = part.lines().find_map(|line| line.strip_prefix("totals: "));
        line.and_then(|total| total.trim().parse().ok()).expect("a total of each part")
    };
    parts.map(total).collect()
}
