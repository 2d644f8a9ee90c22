//! Where asynchronous meets synchronous: the one way to work on the knowledge base
//! from a request, at once or part by part.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;

use super::App;
use crate::knowledge::View;
use crate::site::Failure;

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

/// What the site says instead.
impl From<Interrupted> for Failure {
    fn from(interrupted: Interrupted) -> Self {
        match interrupted {
            Interrupted::Overloaded | Interrupted::OutOfTime => Self::Busy,
            Interrupted::Panicked => Self::Internal,
        }
    }
}

/// Works on the newest view, on a thread that may block and in a task of its own: so a
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
    let Ok(waiting) = Arc::clone(&app.waiting).try_acquire_owned() else {
        app.metrics.refused();
        return Err(Interrupted::Overloaded);
    };
    let running = Arc::clone(&app.running).acquire_owned();
    let places = async { (waiting, running.await) };
    in_time(app, request_id, Instant::now(), places, |app| app.knowledge.view(), work).await
}

/// Goes on with what was begun on a view. Who has sent half an answer cannot send the
/// client away: so it waits for its place for as long as it takes, and has the whole
/// time for operations from then on.
///
/// # Errors
/// If time runs out, or if it panics. Both are counted.
pub async fn go_on<T: Send + 'static>(
    app: App,
    request_id: &str,
    view: View,
    work: impl FnOnce(&App, &Arc<View>) -> T + Send + 'static,
) -> Result<T, Interrupted> {
    let waiting = Arc::clone(&app.waiting).acquire_owned().await;
    let running = Arc::clone(&app.running).acquire_owned().await;
    let places = async { (waiting, running) };
    in_time(app, request_id, Instant::now(), places, |_| view, work).await
}

/// Works once there are `places`, which are given back when the work ends, not when its
/// time does.
async fn in_time<T: Send + 'static, P: Send + 'static>(
    app: App,
    request_id: &str,
    started: Instant,
    places: impl Future<Output = P>,
    view: impl FnOnce(&App) -> View + Send + 'static,
    work: impl FnOnce(&App, &Arc<View>) -> T + Send + 'static,
) -> Result<T, Interrupted> {
    let metrics = Arc::clone(&app.metrics);
    let deadline = started + app.limits.operation_time;
    let span = tracing::info_span!("operation", request_id);
    let task = async move {
        let places = places.await;
        let work = move || {
            let _places = places;
            let view = Arc::new(view(&app).until(deadline));
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
