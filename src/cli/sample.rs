//! `kusanone sample`: invented events, to measure with. Hidden in the help,
//! because only developers need it.

use std::io::{BufWriter, Write};

use clap::Args;

use crate::model::Record;
use crate::sample::Sampler;
use crate::seed;

#[derive(Args)]
pub struct Sample {
    /// How many events; fewer are the beginning of more.
    #[arg(long, value_name = "N")]
    events: u64,
    /// Another number brings other events.
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

impl Sample {
    /// Prints import records, one a line.
    pub fn run(&self) -> anyhow::Result<()> {
        let sampler = Sampler::new(&seed::change_set()?);
        let mut output = BufWriter::new(std::io::stdout().lock());
        for number in 1..=self.events {
            let mut line = serde_json::to_vec(&Record::from(sampler.event(self.seed, number)))?;
            line.push(b'\n');
            output.write_all(&line)?;
        }
        Ok(output.flush()?)
    }
}
