//! What the tests share: a dictionary, data folders, processes, a server.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder of the repository or a file in it.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The report that the tests import; written by us.
pub fn own_report() -> PathBuf {
    repository("tests/data/report.txt")
}

/// The ministry's documents, if they lie beside the repository.
pub fn real_documents() -> Option<Vec<PathBuf>> {
    let folder = repository("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("the ministry's documents are not beside the repository: nothing to read");
        return None;
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    Some(files)
}

/// The built dictionary, made once for all test processes.
pub fn dictionary() -> &'static Path {
    static DICTIONARY: OnceLock<PathBuf> = OnceLock::new();
    DICTIONARY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let dictionary = folder.join("dictionary");
        let lock = File::create(folder.join("dictionary.lock")).unwrap();
        lock.lock().unwrap();
        if !dictionary.join("metadata.json").is_file() {
            let output = command(Path::new("unused"))
                .args(["dictionary", "--dictionary"])
                .arg(&dictionary)
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", text(&output.stderr));
        }
        dictionary
    })
}

/// The binary under test, on a data folder.
fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kusanone"));
    command.env_clear().env("KUSANONE_DATA_DIR", data).current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A data folder that goes away with the test.
pub struct Data {
    folder: TempDir,
}

impl Data {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(self.path());
        command.env("KUSANONE_DICTIONARY", dictionary()).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must succeed, and gives what it printed.
    #[track_caller]
    pub fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a command that must fail, and gives what it said.
    #[track_caller]
    pub fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stderr)
    }

    #[track_caller]
    pub fn import(&self, files: &[PathBuf]) -> Value {
        let mut command = self.command(&["import", "document", "--format", "json"]);
        let output = command.args(files).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// A data folder with the seed.
    pub fn seeded() -> Self {
        Self::copied("seeded", |data| {
            data.succeed(&["search", "半導体"]);
        })
    }

    /// A data folder with the seed and our own report.
    pub fn with_own_report() -> Self {
        Self::copied("own-report", |data| {
            data.import(&[own_report()]);
        })
    }

    /// A copy of a data folder that is made once for all test processes.
    fn copied(name: &str, make: impl Fn(&Self)) -> Self {
        let built = std::fs::metadata(env!("CARGO_BIN_EXE_kusanone")).unwrap().modified().unwrap();
        let built = built.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let lock = File::create(folder.join(format!("{name}.lock"))).unwrap();
        lock.lock().unwrap();
        let original = folder.join(format!("{name}-{built}"));
        if !original.is_dir() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_name().to_string_lossy().starts_with(&format!("{name}-")) {
                    std::fs::remove_dir_all(entry.path()).unwrap();
                }
            }
            let data = Self::new();
            make(&data);
            copy(data.path(), &original);
        }
        let data = Self::new();
        copy(&original, data.path());
        data
    }

    pub fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// A server with settings beyond the default.
    pub fn serve_with(&self, settings: &[&str]) -> Server {
        Server::start(self, settings)
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A running server; it is killed with the test.
pub struct Server {
    process: Child,
    pub url: String,
}

impl Server {
    fn start(data: &Data, settings: &[&str]) -> Self {
        let mut process = data
            .command(&[&["serve", "--listen", "127.0.0.1:0"], settings].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split(' ').next().unwrap().to_owned();
        assert!(url.starts_with("http://"), "the server said: {line}");
        Self { process, url }
    }

    /// Answers of any status are answers; only a broken connection is an error.
    pub fn agent() -> ureq::Agent {
        ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
    }

    /// What an operation answers, errors included.
    pub fn ask(&self, query: &str, variables: Value) -> Value {
        self.post(json!({ "query": query, "variables": variables }))
    }

    /// What a request for GraphQL is answered by.
    pub fn post(&self, body: Value) -> Value {
        let url = format!("{}/graphql", self.url);
        let mut answer = Self::agent().post(&url).send_json(body).unwrap();
        answer.body_mut().read_json().unwrap()
    }

    /// A number that the server counts, as it stands now.
    pub fn metric(&self, name: &str) -> u64 {
        let mut answer = Self::agent().get(format!("{}/metrics", self.url)).call().unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        let line = text.lines().find(|line| line.starts_with(&format!("{name} ")));
        line.and_then(|line| line.split(' ').nth(1)?.parse().ok())
            .unwrap_or_else(|| panic!("no {name} in {text}"))
    }

    /// The data of an operation that must not fail.
    #[track_caller]
    pub fn query(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.ask(query, variables);
        assert!(answer.get("errors").is_none(), "{}", answer["errors"]);
        answer["data"].take()
    }

    /// Ends the process as a crash would.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks the process to end, and gives its exit code.
    pub fn terminate(mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The strings of an array.
pub fn strings(array: &Value) -> Vec<&str> {
    array.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}
