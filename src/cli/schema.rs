//! `kusanone schema`: the contracts in text.

use clap::Args;

use super::output;
use crate::graphql::{self, Options};
use crate::model::Record;

#[derive(Args)]
pub struct Schema {
    /// Print the JSON Schema of an import record instead of the GraphQL schema.
    #[arg(long)]
    record: bool,
    /// Print the schema as a subgraph of Apollo Federation 2.
    #[arg(long, conflicts_with = "record")]
    federation: bool,
}

impl Schema {
    pub fn run(&self) -> anyhow::Result<()> {
        let text = if self.record {
            serde_json::to_string_pretty(&schemars::schema_for!(Record))?
        } else {
            let options = Options { federation: self.federation, ..Options::default() };
            graphql::Schema::new(options).sdl()
        };
        output::line(text.trim_end())
    }
}
