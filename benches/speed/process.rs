//! The program under measurement, and its data folder.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::figures::{Disk, Memory, Writing, ms};

/// How often it is looked how much memory a process has.
const LOOK_PAUSE: Duration = Duration::from_millis(10);

pub struct Program {
    folder: tempfile::TempDir,
}

impl Program {
    /// With an empty data folder, but for the dictionary.
    pub fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let program = Self { folder };
        program.run(&["dictionary"]);
        program
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kusanone"));
        command.env_clear().env("KUSANONE_DATA_DIR", self.data()).stderr(Stdio::null());
        command.stdout(Stdio::null()).args(arguments);
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Writing {
        let started = Instant::now();
        let mut command = self.command(arguments);
        let mut child = command.stderr(Stdio::inherit()).spawn().expect("runs");
        let mut memory = Memory::default();
        let status = loop {
            match child.try_wait().expect("a process") {
                Some(status) => break status,
                None => memory = memory.or_more(memory_of(&child)),
            }
            std::thread::sleep(LOOK_PAUSE);
        };
        assert!(status.success(), "{arguments:?}: {status}");
        Writing { seconds: started.elapsed().as_secs_f64(), memory }
    }

    /// Imports a file of records.
    pub fn import(&self, records: &Path) -> Writing {
        self.run(&["import", "records", records.to_str().expect("UTF-8")])
    }

    /// Writes so many sample events, each number of them into a file of its own.
    pub fn sample(&self, counts: &[u64]) -> Vec<PathBuf> {
        let all = counts.iter().sum::<u64>().to_string();
        let mut command = self.command(&["sample", "--events", &all]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("runs");
        let mut lines = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = Vec::new();
        let mut write = |(number, count): (usize, &u64)| {
            let path = self.folder.path().join(format!("events-{number}.jsonl"));
            let mut file = BufWriter::new(File::create(&path).expect("a file"));
            for _ in 0..*count {
                line.clear();
                lines.read_until(b'\n', &mut line).expect("a line");
                file.write_all(&line).expect("space on the disk");
            }
            file.flush().expect("space on the disk");
            path
        };
        let files = counts.iter().enumerate().map(&mut write).collect();
        assert!(child.wait().expect("ends").success());
        files
    }

    /// Begins an import and kills it so long after it has begun to write.
    pub fn kill_import(&self, records: &Path, after: Duration) {
        let log = self.data().join("log.jsonl");
        let before = size(&log);
        let mut child = self.command(&["import", "records"]).arg(records).spawn().expect("runs");
        let mut is_running = || child.try_wait().expect("a process").is_none();
        while size(&log) == before {
            assert!(is_running(), "the import wrote nothing");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(after);
        assert!(is_running(), "the import was done within {after:?}: give it more events");
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }

    /// What the data folder takes, beside so many bytes of text.
    pub fn disk(&self, text: u64) -> Disk {
        let data = self.data();
        let [log, store] = ["log.jsonl", "store"].map(|name| size(&data.join(name)));
        Disk { text, log, store, index: size(&self.index()) }
    }

    pub fn index(&self) -> PathBuf {
        let entries = std::fs::read_dir(self.data()).expect("a data folder");
        let mut paths = entries.map(|entry| entry.expect("an entry").path());
        paths.find(|path| path.to_string_lossy().contains("index-")).expect("an index")
    }

    pub fn serve(&self) -> Server {
        let started = Instant::now();
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("runs");
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        output.read_line(&mut line).expect("the server says where it listens");
        let ready_after = ms(started.elapsed());
        let address = line.split_whitespace().next().and_then(|url| url.strip_prefix("http://"));
        let address = address.unwrap_or_else(|| panic!("no address: {line}")).to_owned();
        Server { child, address, ready_after }
    }
}

/// Bytes of a file, or of all files in a folder.
pub fn size(path: &Path) -> u64 {
    match std::fs::read_dir(path) {
        // A process that runs may remove what was listed.
        Ok(entries) => entries.flatten().map(|entry| size(&entry.path())).sum(),
        Err(_) => std::fs::metadata(path).map_or(0, |file| file.len()),
    }
}

/// A running server; stops cleanly when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    /// Milliseconds.
    pub ready_after: f64,
}

impl Server {
    pub fn memory(&self) -> Memory {
        memory_of(&self.child)
    }

    /// Does something, and tells how much memory the server had at most.
    pub fn memory_during(&self, work: impl FnOnce()) -> Memory {
        let is_done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let watch = scope.spawn(|| {
                let mut memory = self.memory();
                while !is_done.load(Ordering::Relaxed) {
                    memory = memory.or_more(self.memory());
                    std::thread::sleep(LOOK_PAUSE);
                }
                memory
            });
            work();
            is_done.store(true, Ordering::Relaxed);
            watch.join().expect("the memory")
        })
    }

    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
            let _ = self.child.wait();
        }
    }
}

/// As Linux tells it; of a process that has just ended, nothing.
fn memory_of(child: &Child) -> Memory {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let status = status.expect("a process of Linux");
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.trim_matches([' ', '\t', 'k', 'B']).parse().ok());
        kilobytes.unwrap_or(0.0) / 1e3
    };
    Memory { own: megabytes("RssAnon:"), with_files: megabytes("VmRSS:") }
}

impl Memory {
    fn or_more(self, other: Self) -> Self {
        Self { own: self.own.max(other.own), with_files: self.with_files.max(other.with_files) }
    }
}
