//! `kusanone rebuild`: both views anew, from the log.

use super::config::Settings;
use super::{open, output};
use crate::knowledge::Knowledge;

pub fn run(settings: &Settings) -> anyhow::Result<()> {
    let folder = settings.folder();
    open::ensure_dictionary(&folder)?;
    let knowledge = Knowledge::rebuild(&folder)?;
    let sequence = knowledge.view().sequence();
    knowledge.settle()?;
    output::line(&format!("rebuilt store and index up to sequence {sequence}"))
}
