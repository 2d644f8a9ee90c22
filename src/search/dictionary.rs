//! The dictionary that words are found with: how it is built from Debian's
//! sources, and how it is opened.
//!
//! IPADIC in source form (EUC-JP CSV) is turned into a memory-mapped folder
//! once. The project's own words stand in `index/user_dictionary.csv` and are
//! compiled into the binary.

use std::fs;
use std::path::{Path, PathBuf};

use lindera::dictionary::{
    Dictionary, DictionaryBuilder, Metadata, Schema, UserDictionary, load_fs_dictionary,
};

use super::{Result, SearchError};

/// Where Debian's package `mecab-ipadic` puts its sources.
pub const DEBIAN_SOURCES: &str = "/usr/share/mecab/dic/ipadic";

/// Words of the domain that IPADIC splits or does not know.
pub(super) const USER_DICTIONARY: &str = include_str!("../../index/user_dictionary.csv");

/// Cost of a user word and its context: lower than any path of several words
/// through IPADIC, in the context of a general noun (名詞,一般).
const USER_WORD_COST: i16 = -10_000;
const NOUN_CONTEXT: u16 = 1285;

/// Builds the dictionary from a folder of IPADIC sources, in about 5 s.
///
/// The folder appears under its final name only when it is complete, so that a
/// build cut short leaves nothing that could be taken for a dictionary.
///
/// # Errors
/// [`SearchError::DictionarySources`] if the folder does not hold the sources,
/// [`SearchError::NotADictionary`] if the target holds something else.
pub fn build(sources: &Path, target: &Path) -> Result<()> {
    if !sources.join("matrix.def").is_file() {
        return Err(SearchError::DictionarySources { path: sources.to_owned() });
    }
    let failed = |cause: std::io::Error| SearchError::Io { path: target.to_owned(), cause };
    let foreign = target.exists() && !target.join("metadata.json").is_file();
    if foreign && fs::read_dir(target).map_err(failed)?.next().is_some() {
        return Err(SearchError::NotADictionary { path: target.to_owned() });
    }
    let unfinished = unfinished_path(target);
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(failed)?;
    }
    builder().build_dictionary(sources, &unfinished)?;
    if target.exists() {
        fs::remove_dir_all(target).map_err(failed)?;
    }
    fs::rename(&unfinished, target).map_err(failed)
}

/// Opens a built dictionary; memory-mapped, so this takes a millisecond.
///
/// # Errors
/// [`SearchError::DictionaryMissing`] if there is none at `path`.
pub(super) fn open(path: &Path) -> Result<(Dictionary, UserDictionary)> {
    if !path.join("metadata.json").is_file() {
        return Err(SearchError::DictionaryMissing { path: path.to_owned() });
    }
    let dictionary = load_fs_dictionary(path)?;
    let user = builder().build_user_dict_from_reader(USER_DICTIONARY.as_bytes())?;
    Ok((dictionary, user))
}

/// Tells two built dictionaries apart: by the names and sizes of their files and
/// by their metadata. Reading all 46 MB at every start would take longer than
/// everything else.
pub(super) fn identity(path: &Path) -> Result<Vec<u8>> {
    let failed = |cause| SearchError::Io { path: path.to_owned(), cause };
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        files.push((entry.file_name(), entry.metadata().map_err(failed)?.len()));
    }
    files.sort();
    let mut identity = format!("{files:?}").into_bytes();
    identity.extend(fs::read(path.join("metadata.json")).map_err(failed)?);
    Ok(identity)
}

fn unfinished_path(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    target.with_file_name(name)
}

fn builder() -> DictionaryBuilder {
    DictionaryBuilder::new(Metadata::new(
        "ipadic".to_owned(),
        "EUC-JP".to_owned(),
        USER_WORD_COST,
        NOUN_CONTEXT,
        NOUN_CONTEXT,
        "*".to_owned(),
        false,
        false,
        false,
        Schema::new(
            [
                "surface",
                "left_context_id",
                "right_context_id",
                "cost",
                "part_of_speech",
                "part_of_speech_subcategory_1",
                "part_of_speech_subcategory_2",
                "part_of_speech_subcategory_3",
                "conjugation_form",
                "conjugation_type",
                "base_form",
                "reading",
                "pronunciation",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
        Schema::new(["surface", "part_of_speech", "reading"].map(str::to_owned).to_vec()),
    ))
}
