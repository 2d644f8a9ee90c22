//! What a client may take of the server. Every number is a setting;
//! `docs/OPERATIONS.md` has them all in one table.

use std::time::Duration;

/// Bounds of requests and connections.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a request body. A query is some kilobytes; more would only keep
    /// memory and the parser busy.
    pub body_bytes: usize,
    /// Operations in one request.
    pub batch: usize,
    /// Operations that run at the same time. They read from disk and compute on
    /// threads of their own; more than a few for each core only wait for each other.
    pub running: usize,
    /// Requests with operations that run or wait; further ones are sent away.
    pub waiting: usize,
    /// Connections at the same time; further ones are closed at once.
    pub connections: usize,
    /// Time for the head of a request; also how long a connection may say nothing.
    pub head_time: Duration,
    /// Time for the body of a request.
    pub body_time: Duration,
    /// Time for the operations of a request, waiting for others included.
    pub operation_time: Duration,
    /// Time for a client to take the next part of a download.
    pub stall_time: Duration,
    /// Time for a connection; then it is closed when its request is answered.
    pub connection_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            body_bytes: 256 << 10,
            batch: 10,
            running: 2 * cores,
            waiting: 64,
            connections: 1_024,
            head_time: Duration::from_secs(5),
            body_time: Duration::from_secs(5),
            operation_time: Duration::from_secs(5),
            stall_time: Duration::from_secs(30),
            connection_time: Duration::from_secs(3_600),
        }
    }
}
