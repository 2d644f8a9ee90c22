//! `kusanone verify`: does everything in the data folder agree, and what is
//! still missing in it?

use anyhow::bail;

use super::config::Settings;
use super::{open, output};

pub fn run(settings: &Settings) -> anyhow::Result<()> {
    let knowledge = open::as_it_is(settings)?;
    let verdict = knowledge.verify(&settings.folder())?;
    for problem in &verdict.problems {
        output::line(problem)?;
    }
    for gap in &verdict.gaps {
        output::line(&format!("gap: {gap}"))?;
    }
    output::line(&format!(
        "{} log entries, {} entities, {} problems, {} gaps in what is known",
        verdict.entries,
        verdict.entities,
        verdict.problems.len(),
        verdict.gaps.len()
    ))?;
    if !verdict.problems.is_empty() {
        bail!(
            "the data folder does not agree with its log; `kusanone rebuild` makes store and index again"
        );
    }
    Ok(())
}
