//! Work on several things side by side, for one question.

use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));

/// Threads that help at present, whichever question they help with.
static HELPERS: AtomicUsize = AtomicUsize::new(0);

/// A place among the helpers, free again when it is dropped.
struct Helper;

impl Helper {
    /// One of them, if a core is left for it beside the one that asks.
    fn free() -> Option<Self> {
        let is_left = |helpers: usize| (helpers + 1 < *CORES).then_some(helpers + 1);
        HELPERS.fetch_update(Ordering::Relaxed, Ordering::Relaxed, is_left).ok().map(|_| Self)
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        HELPERS.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Does the same with each of many things: if it is `much`, on all cores that no other
/// question works on. What comes out is in no order. A thread costs some 30 us.
pub(super) fn on_free_cores<T: Sync, R: Send>(
    things: &[T],
    much: bool,
    each: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || -> Vec<R> {
        let left = std::iter::from_fn(|| things.get(next.fetch_add(1, Ordering::Relaxed)));
        left.map(&each).collect()
    };
    thread::scope(|scope| {
        let mut helpers = Vec::new();
        while much
            && helpers.len() + 1 < things.len()
            && let Some(helper) = Helper::free()
        {
            let help = || {
                let _helper = helper;
                work()
            };
            // Where there are no more threads, one does it all.
            let Ok(thread) = thread::Builder::new().spawn_scoped(scope, help) else { break };
            helpers.push(thread);
        }
        let mut done = work();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_done_once_however_many_ask() {
        let numbers: Vec<u64> = (0..1_000).collect();
        let doubled = || {
            let mut doubled = on_free_cores(&numbers, true, |number| number * 2);
            doubled.sort_unstable();
            doubled
        };
        let expected: Vec<u64> = (0..1_000).map(|number| number * 2).collect();
        thread::scope(|scope| {
            let asked: Vec<_> = (0..8).map(|_| scope.spawn(doubled)).collect();
            asked.into_iter().for_each(|asked| assert_eq!(asked.join().unwrap(), expected));
        });
        assert!(on_free_cores(&[], true, |number: &u64| *number).is_empty());
        assert_eq!(HELPERS.load(Ordering::Relaxed), 0);
    }
}
