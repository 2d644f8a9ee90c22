//! The program under measurement, and its data folder.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What an import that is killed has been doing until then.
const UNTIL_KILL: Duration = Duration::from_millis(1_500);

pub struct Program {
    folder: tempfile::TempDir,
}

impl Program {
    /// With an empty data folder, but for the dictionary.
    pub fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let program = Self { folder };
        program.run(&["dictionary"], &[]);
        program
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kusanone"));
        command.env_clear().env("KUSANONE_DATA_DIR", self.data()).stderr(Stdio::null());
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn run(&self, arguments: &[&str], files: &[&Path]) {
        let mut command = self.command();
        let status = command.args(arguments).args(files).stdout(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "{arguments:?}");
    }

    /// Writes sample events, and more of them into a second file.
    pub fn sample(&self, events: u64, more: u64) -> (PathBuf, PathBuf) {
        let all = (events + more).to_string();
        let mut command = self.command();
        let mut child = command
            .args(["sample", "--events", &all])
            .stdout(Stdio::piped())
            .spawn()
            .expect("runs");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut write = |name: &str, count: u64| {
            let path = self.folder.path().join(name);
            let mut file = std::io::BufWriter::new(File::create(&path).expect("a file"));
            for line in lines.by_ref().take(count as usize) {
                writeln!(file, "{}", line.expect("UTF-8")).expect("space on the disk");
            }
            file.flush().expect("space on the disk");
            path
        };
        let files = (write("events.jsonl", events), write("more.jsonl", more));
        assert!(child.wait().expect("ends").success());
        files
    }

    /// Begins an import and kills it.
    pub fn kill_import(&self, records: &Path) {
        let mut command = self.command();
        let mut child = command.args(["import", "records"]).arg(records).spawn().expect("runs");
        std::thread::sleep(UNTIL_KILL);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }

    /// The sizes of log, store and index in bytes.
    pub fn sizes(&self) -> Vec<(&'static str, u64)> {
        let data = self.data();
        let parts = [("log", data.join("log.jsonl")), ("store", data.join("store"))];
        parts
            .into_iter()
            .chain([("index", self.index())])
            .map(|(name, path)| (name, size(&path)))
            .collect()
    }

    pub fn index(&self) -> PathBuf {
        let entries = std::fs::read_dir(self.data()).expect("a data folder");
        let mut paths = entries.map(|entry| entry.expect("an entry").path());
        paths.find(|path| path.to_string_lossy().contains("index-")).expect("an index")
    }

    pub fn serve(&self) -> Server {
        let started = Instant::now();
        let mut command = self.command();
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().expect("runs");
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        output.read_line(&mut line).expect("the server says where it listens");
        let address = line.split_whitespace().next().and_then(|url| url.strip_prefix("http://"));
        let address = address.unwrap_or_else(|| panic!("no address: {line}")).to_owned();
        Server { child, address, ready_after: started.elapsed() }
    }
}

fn size(path: &Path) -> u64 {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.map(|entry| size(&entry.expect("an entry").path())).sum(),
        Err(_) => std::fs::metadata(path).map_or(0, |file| file.len()),
    }
}

/// A running server; stops cleanly when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    pub ready_after: Duration,
}

impl Server {
    /// Memory of the process: of its own, and with the pages of files.
    pub fn resident(&self) -> String {
        let mut status = String::new();
        let path = format!("/proc/{}/status", self.child.id());
        let read = File::open(path).and_then(|mut file| file.read_to_string(&mut status));
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes = line
                .and_then(|line| line.trim_matches([':', ' ', '\t', 'k', 'B']).parse::<f64>().ok());
            kilobytes.map_or("-".to_owned(), |kilobytes| format!("{:.0} MB", kilobytes / 1e3))
        };
        match read {
            Ok(_) => format!("{} of its own, {} with files", field("RssAnon"), field("VmRSS")),
            Err(_) => "-".to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.child.wait();
    }
}
