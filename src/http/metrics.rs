//! What the server has done, for who watches it: `/metrics`, in the text format of
//! OpenMetrics.

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::App;
use crate::knowledge::Work;

/// Upper bounds of the classes that operations are counted in by time, in seconds.
const SECONDS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

/// What the server counts.
pub struct Metrics {
    registry: Registry,
    operations: Family<Labels, Counter>,
    seconds: Histogram,
    reads: Counter,
    selections: Counter,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum Outcome {
    /// Answered without an error.
    Ok,
    /// Answered with errors.
    Error,
    /// Refused before it was read.
    Refused,
    /// Ended by a panic or its time.
    Failed,
}

impl Metrics {
    pub fn new() -> Self {
        let operations = Family::default();
        let seconds = Histogram::new(SECONDS);
        let (reads, selections) = (Counter::default(), Counter::default());
        let mut registry = Registry::with_prefix("kusanone");
        registry.register("operations", "Operations by outcome", operations.clone());
        registry.register(
            "request_seconds",
            "Time of a request with operations, waiting included",
            seconds.clone(),
        );
        registry.register("store_reads", "Entities read from the store", reads.clone());
        registry.register("index_passes", "Questions put to the index", selections.clone());
        Self { registry, operations, seconds, reads, selections }
    }

    pub fn refused(&self) {
        self.count(Outcome::Refused);
    }

    pub fn failed(&self) {
        self.count(Outcome::Failed);
    }

    /// Counts an operation that was run, by whether it was answered without an
    /// error.
    pub fn answered(&self, without_error: bool) {
        self.count(if without_error { Outcome::Ok } else { Outcome::Error });
    }

    /// Counts what a request took, all its operations together.
    pub fn worked(&self, time: Duration, work: Work) {
        self.seconds.observe(time.as_secs_f64());
        self.reads.inc_by(work.reads);
        self.selections.inc_by(work.selections);
    }

    fn count(&self, outcome: Outcome) {
        self.operations.get_or_create(&Labels { outcome }).inc();
    }
}

pub async fn metrics(State(app): State<App>) -> Response {
    let mut body = String::new();
    match text::encode(&mut body, &app.metrics.registry) {
        Ok(()) => {
            let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, media_type)], body).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
