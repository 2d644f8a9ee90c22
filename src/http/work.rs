//! Where asynchronous meets synchronous: the one way to work on the knowledge base
//! from a request.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;

use super::App;
use crate::knowledge::View;

/// Time for work that is out of time to notice and to tell what it has.
const GRACE_TIME: Duration = Duration::from_secs(1);

/// Seconds after which a client that was sent away may ask again.
pub const RETRY_AFTER: &str = "1";

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// Too much is waiting already.
    Overloaded,
    /// It took too long.
    OutOfTime,
    /// A panic, which the log has.
    Panicked,
}

impl Interrupted {
    pub fn status(self) -> StatusCode {
        match self {
            Self::Overloaded | Self::OutOfTime => StatusCode::SERVICE_UNAVAILABLE,
            Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Works on one view, on a thread that may block and in a task of its own: so a
/// panic is an error, and a client that hangs up cancels nothing half done.
///
/// # Errors
/// If there is no place to wait in, if time runs out, or if it panics. All are
/// counted.
pub async fn on_view<T: Send + 'static>(
    app: App,
    request_id: &str,
    work: impl FnOnce(&App, &Arc<View>) -> T + Send + 'static,
) -> Result<T, Interrupted> {
    let metrics = Arc::clone(&app.metrics);
    let Ok(waiting) = Arc::clone(&app.waiting).try_acquire_owned() else {
        metrics.refused();
        return Err(Interrupted::Overloaded);
    };
    let started = Instant::now();
    let deadline = started + app.limits.operation_time;
    let span = tracing::info_span!("operation", request_id);
    let task = async move {
        let place = Arc::clone(&app.running).acquire_owned().await;
        let work = move || {
            let _places = (waiting, place);
            let view = Arc::new(app.knowledge.view().until(deadline));
            let result = span.in_scope(|| work(&app, &view));
            app.metrics.worked(started.elapsed(), view.work());
            result
        };
        tokio::task::spawn_blocking(work).await
    };
    let interrupted = match tokio::time::timeout_at((deadline + GRACE_TIME).into(), task).await {
        Ok(Ok(result)) => return Ok(result),
        Ok(Err(panic)) => {
            tracing::error!(request_id, %panic, "an operation panicked");
            Interrupted::Panicked
        }
        Err(_) => Interrupted::OutOfTime,
    };
    metrics.failed();
    Err(interrupted)
}
