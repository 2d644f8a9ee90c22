//! JSON Lines: an object an event, for programs.

use std::io;

use serde::Serialize;

use super::event::Event;
use super::{Head, Shape};
use crate::site::language::Language;

pub struct Lines {
    pub language: Language,
}

/// The event, and where its page is.
#[derive(Serialize)]
struct Line<'a> {
    path: String,
    #[serde(flatten)]
    event: &'a Event,
}

impl Shape for Lines {
    fn begin(&mut self, _: &Head, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn event(&mut self, event: &Event, out: &mut Vec<u8>) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &Line { path: event.path(self.language), event })?;
        out.push(b'\n');
        Ok(())
    }

    fn end(&mut self, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }
}
