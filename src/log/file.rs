//! The log as a file of JSON Lines: readable in twenty years with nothing but a
//! text editor.
//!
//! ```text
//! {"kusanone-log":1}
//! {"sequence":1,"checksum":"<blake3>","entry":{"at":"..","change_set":{..}}}
//! ```
//!
//! The checksum is the BLAKE3 hash of the sequence, a space and the bytes of
//! `entry`. A line without its line
//! feed was never acknowledged and is cut off when the log is opened; any other
//! damage is an error, never repaired in silence.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Entries, Entry, Log, LogError, Result};
use crate::model::{ChangeSet, Position};

const HEADER: &str = "{\"kusanone-log\":1}\n";

/// Bytes read at once while looking for the beginning of a line.
const BLOCK_BYTES: u64 = 64 << 10;

/// The log in the data folder.
#[derive(Debug)]
pub struct FileLog {
    path: PathBuf,
    file: File,
    last: Position,
    /// Where the next entry goes.
    end: u64,
    /// Whether something unfinished may stand there that could not be removed.
    torn: bool,
}

impl FileLog {
    /// Opens the log, or creates an empty one. Reads only its last line, so the
    /// time does not depend on its length.
    ///
    /// # Errors
    /// If the file cannot be opened or its last entry is damaged.
    pub fn open(path: &Path) -> Result<Self> {
        let failed = |cause| LogError::Io { path: path.to_owned(), cause };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        if is_unfinished_header(&file, length).map_err(failed)? {
            file.set_len(0).map_err(failed)?;
            file.rewind().map_err(failed)?;
            file.write_all(HEADER.as_bytes()).map_err(failed)?;
            file.sync_all().map_err(failed)?;
            sync_folder(path).map_err(failed)?;
        }
        let mut log = Self::find_end(path, file)?;
        log.cut_unfinished_line(length)?;
        Ok(log)
    }

    /// Opens an existing log for reading, also while another process writes to
    /// it; `None` if there is none. Nothing is written, not even to mend it.
    ///
    /// # Errors
    /// As [`FileLog::open`].
    pub fn open_read_only(path: &Path) -> Result<Option<Self>> {
        match File::open(path) {
            Ok(file) => {
                let failed = |cause| LogError::Io { path: path.to_owned(), cause };
                let length = file.metadata().map_err(failed)?.len();
                match is_unfinished_header(&file, length).map_err(failed)? {
                    true => Ok(None),
                    false => Self::find_end(path, file).map(Some),
                }
            }
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(LogError::Io { path: path.to_owned(), cause }),
        }
    }

    /// Finds the last whole entry.
    fn find_end(path: &Path, file: File) -> Result<Self> {
        let length =
            file.metadata().map_err(|cause| LogError::Io { path: path.to_owned(), cause })?.len();
        let mut log =
            Self { path: path.to_owned(), file, last: Position::default(), end: 0, torn: false };
        log.check_header()?;
        log.end = log.after_last_line_feed(length)?;
        if let Some(start) = log.line_start_before(log.end)? {
            log.last = log.line_at(start)?.position;
        }
        Ok(log)
    }

    fn check_header(&self) -> Result<()> {
        let mut line = Vec::new();
        self.reader_at(0)?
            .take(BLOCK_BYTES)
            .read_until(b'\n', &mut line)
            .map_err(|cause| self.failed(cause))?;
        let format = serde_json::from_slice::<serde_json::Value>(&line)
            .ok()
            .and_then(|header| header.get("kusanone-log")?.as_u64());
        match format {
            Some(1) => Ok(()),
            Some(found) => Err(LogError::Format { path: self.path.clone(), found: found as u32 }),
            None => Err(self.damaged(0, "the first line is not that of a log")),
        }
    }

    fn cut_unfinished_line(&mut self, length: u64) -> Result<()> {
        if self.end < length {
            tracing::warn!(
                bytes = length - self.end,
                "cut off an entry that was never acknowledged"
            );
            self.file.set_len(self.end).map_err(|cause| self.failed(cause))?;
            self.file.sync_all().map_err(|cause| self.failed(cause))?;
        }
        Ok(())
    }

    /// Where the line that ends at `end` begins; `None` for the header.
    fn line_start_before(&self, end: u64) -> Result<Option<u64>> {
        if end <= HEADER.len() as u64 {
            return Ok(None);
        }
        self.after_last_line_feed(end - 1).map(Some)
    }

    /// The offset behind the last line feed among the first `limit` bytes.
    fn after_last_line_feed(&self, limit: u64) -> Result<u64> {
        let mut to = limit;
        while to > 0 {
            let from = to.saturating_sub(BLOCK_BYTES);
            let mut block = vec![0; (to - from) as usize];
            self.reader_at(from)?.read_exact(&mut block).map_err(|cause| self.failed(cause))?;
            if let Some(at) = block.iter().rposition(|&byte| byte == b'\n') {
                return Ok(from + at as u64 + 1);
            }
            to = from;
        }
        Ok(0)
    }

    /// Reads and checks the line that begins at an offset, but does not make an entry
    /// of it: one may hold thousands of records.
    fn line_at(&self, offset: u64) -> Result<Line> {
        let line = Line::read(&mut self.reader_at(offset)?, &self.path, offset)?;
        line.ok_or_else(|| self.damaged(offset, "nothing there"))
    }

    /// Where the first entry behind `sequence` begins, found by bisection:
    /// entries are in the order of their sequence.
    fn offset_after(&self, sequence: u64) -> Result<u64> {
        let (mut low, mut high) = (HEADER.len() as u64, self.end);
        while low < high {
            let middle = low + (high - low) / 2;
            let start = self.after_last_line_feed(middle)?.max(low);
            let line = self.line_at(start)?;
            match line.position.sequence > sequence {
                true => high = start,
                false => low = start + line.bytes(),
            }
        }
        Ok(low)
    }

    fn reader_at(&self, offset: u64) -> Result<BufReader<File>> {
        let mut file = File::open(&self.path).map_err(|cause| self.failed(cause))?;
        file.seek(SeekFrom::Start(offset)).map_err(|cause| self.failed(cause))?;
        Ok(BufReader::new(file))
    }

    fn write_line(&mut self, line: &str) -> std::io::Result<()> {
        if self.torn {
            // What was written of an entry that failed must not stand behind
            // the next one, which may be shorter.
            self.file.set_len(self.end)?;
            self.torn = false;
        }
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(line.as_bytes())?;
        self.file.sync_data()
    }

    fn failed(&self, cause: std::io::Error) -> LogError {
        LogError::Io { path: self.path.clone(), cause }
    }

    fn damaged(&self, offset: u64, what: &'static str) -> LogError {
        LogError::Damaged { path: self.path.clone(), offset, what }
    }
}

impl Log for FileLog {
    fn end(&self) -> &Position {
        &self.last
    }

    fn position(&self, sequence: u64) -> Result<Option<Position>> {
        match sequence {
            0 => Ok(Some(Position::default())),
            _ if sequence > self.last.sequence => Ok(None),
            _ => {
                let offset = self.offset_after(sequence - 1)?;
                Ok(Some(self.line_at(offset)?.position))
            }
        }
    }

    fn append(&mut self, change_set: ChangeSet) -> Result<Entry> {
        let at = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut entry = Entry { position: Position::default(), at, change_set };
        let json = serde_json::to_string(&entry)?;
        let sequence = self.last.sequence + 1;
        entry.position = Position { sequence, checksum: checksum(sequence, &json) };
        let line = format!(
            "{{\"sequence\":{sequence},\"checksum\":\"{}\",\"entry\":{json}}}\n",
            entry.position.checksum
        );
        if let Err(cause) = self.write_line(&line) {
            // An entry that was refused must not be there after a restart.
            self.torn = self.file.set_len(self.end).is_err();
            return Err(self.failed(cause));
        }
        self.end += line.len() as u64;
        self.last = entry.position.clone();
        Ok(entry)
    }

    fn entries_after(&self, sequence: u64) -> Result<Entries> {
        if sequence >= self.last.sequence {
            return Ok(Box::new(std::iter::empty()));
        }
        let mut offset = self.offset_after(sequence)?;
        let mut reader = self.reader_at(offset)?.take(self.end - offset);
        let path = self.path.clone();
        let mut next = Some(sequence + 1);
        Ok(Box::new(std::iter::from_fn(move || {
            let expected = next.take()?;
            let line = match Line::read(&mut reader, &path, offset).transpose()? {
                Ok(line) => line,
                Err(error) => return Some(Err(error)),
            };
            let bytes = line.bytes();
            let entry = match line.entry(&path, offset) {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error)),
            };
            if entry.position.sequence != expected {
                let what = "its sequence does not follow the one before";
                return Some(Err(LogError::Damaged { path: path.clone(), offset, what }));
            }
            offset += bytes;
            next = Some(expected + 1);
            Some(Ok(entry))
        })))
    }
}

/// Whether a file is empty, or holds nothing but the beginning of the header.
fn is_unfinished_header(mut file: &File, length: u64) -> std::io::Result<bool> {
    if length >= HEADER.len() as u64 {
        return Ok(false);
    }
    let mut found = Vec::new();
    file.read_to_end(&mut found)?;
    Ok(HEADER.as_bytes().starts_with(&found))
}

fn checksum(sequence: u64, json: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{sequence} ").as_bytes()).update(json.as_bytes());
    hasher.finalize().to_string()
}

/// What stands in a line between its head and the entry.
const ENTRY: &str = ",\"entry\":";

/// The beginning of a line, up to the entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    sequence: u64,
    checksum: String,
}

/// A line that was read and whose checksum was found right.
struct Line {
    position: Position,
    text: String,
    /// Where the entry stands in it.
    json: Range<usize>,
}

impl Line {
    /// Reads the line at the reader's place; `None` at the end.
    fn read(reader: &mut impl BufRead, path: &Path, offset: u64) -> Result<Option<Self>> {
        let damaged = |what| LogError::Damaged { path: path.to_owned(), offset, what };
        let mut line = Vec::new();
        let bytes = reader
            .read_until(b'\n', &mut line)
            .map_err(|cause| LogError::Io { path: path.to_owned(), cause })?;
        if bytes == 0 {
            return Ok(None);
        }
        let text = String::from_utf8(line).map_err(|_| damaged("it is not UTF-8"))?;
        let whole = text.strip_suffix('\n').ok_or_else(|| damaged("it is cut off"))?;
        let (head, json) = whole
            .split_once(ENTRY)
            .and_then(|(head, rest)| Some((format!("{head}}}"), rest.strip_suffix('}')?)))
            .ok_or_else(|| damaged("it is not an entry"))?;
        let Head { sequence, checksum: told } =
            serde_json::from_str(&head).map_err(|_| damaged("it has no sequence and checksum"))?;
        if told != checksum(sequence, json) {
            return Err(damaged("its checksum does not match"));
        }
        let start = head.len() - 1 + ENTRY.len();
        let json = start..start + json.len();
        let position = Position { sequence, checksum: told };
        Ok(Some(Self { position, text, json }))
    }

    fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    fn entry(self, path: &Path, offset: u64) -> Result<Entry> {
        let json = &self.text[self.json];
        let mut entry: Entry = serde_json::from_str(json).map_err(|_| LogError::Damaged {
            path: path.to_owned(),
            offset,
            what: "it is not a known change set",
        })?;
        entry.position = self.position;
        Ok(entry)
    }
}

/// Makes a new file's name durable.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change_set(author: &str) -> ChangeSet {
        ChangeSet { author: author.to_owned(), changes: Vec::new() }
    }

    fn authors(log: &FileLog, after: u64) -> Vec<String> {
        let entries = log.entries_after(after).unwrap();
        entries.map(|entry| entry.unwrap().change_set.author).collect()
    }

    #[test]
    fn entries_are_read_back_from_any_sequence_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.jsonl");
        let mut log = FileLog::open(&path).unwrap();
        for i in 1..=40 {
            log.append(change_set(&"a".repeat(i * i))).unwrap();
        }
        drop(log);
        let log = FileLog::open(&path).unwrap();
        assert_eq!(log.end().sequence, 40);
        assert_eq!(log.position(40).unwrap().as_ref(), Some(log.end()));
        assert_eq!(log.position(41).unwrap(), None);
        for after in 0..=41 {
            let lengths: Vec<_> = authors(&log, after).iter().map(String::len).collect();
            let expected: Vec<_> = (after as usize + 1..=40).map(|i| i * i).collect();
            assert_eq!(lengths, expected);
        }
    }

    #[test]
    fn an_unfinished_line_is_cut_off_and_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.jsonl");
        let mut log = FileLog::open(&path).unwrap();
        log.append(change_set("first")).unwrap();
        drop(log);
        let whole = std::fs::read(&path).unwrap();
        for cut in HEADER.len()..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let mut log = FileLog::open(&path).unwrap();
            assert_eq!(log.end().sequence, 0, "cut at {cut}");
            log.append(change_set("second")).unwrap();
            assert_eq!(authors(&log, 0), ["second"]);
        }
    }

    #[test]
    fn a_flipped_bit_is_named_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.jsonl");
        let mut log = FileLog::open(&path).unwrap();
        log.append(change_set("first")).unwrap();
        log.append(change_set("second")).unwrap();
        drop(log);
        let damaged = std::fs::read_to_string(&path).unwrap().replace("first", "fjrst");
        std::fs::write(&path, damaged).unwrap();
        let log = FileLog::open(&path).unwrap();
        let error =
            log.entries_after(0).and_then(|mut entries| entries.next().unwrap()).unwrap_err();
        assert!(error.to_string().contains("byte 19 is damaged (its checksum"), "{error}");
    }
}
