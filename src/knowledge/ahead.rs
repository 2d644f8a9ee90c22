//! Work on the next thing while the one before is brought in.

use std::sync::mpsc::sync_channel;

/// Hands each thing over as it was prepared, in order. Meanwhile the next one is
/// prepared on a thread of its own, and waits there: no more than two are in memory.
///
/// # Errors
/// The first that `each` meets; what comes behind is left alone.
pub fn ahead<T, P: Send, E>(
    things: impl Iterator<Item = T> + Send,
    mut prepare: impl FnMut(T) -> P + Send,
    each: impl FnMut(P) -> Result<(), E>,
) -> Result<(), E> {
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(0);
        scope.spawn(move || {
            for thing in things {
                // Nobody takes them any more once `each` has failed.
                if sender.send(prepare(thing)).is_err() {
                    return;
                }
            }
        });
        receiver.into_iter().try_for_each(each)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn things_come_in_order_and_no_further_than_the_first_error() {
        let prepared = AtomicUsize::new(0);
        let mut seen = Vec::new();
        let prepare = |number: u32| {
            prepared.fetch_add(1, Ordering::Relaxed);
            number * 10
        };
        let outcome = ahead(0.., prepare, |number| {
            seen.push(number);
            if number == 30 { Err("enough") } else { Ok(()) }
        });
        assert_eq!((outcome, seen), (Err("enough"), vec![0, 10, 20, 30]));
        assert!(prepared.into_inner() <= 6);
    }
}
