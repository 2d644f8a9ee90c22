//! Answers that are kept for whoever asks again.

use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

/// What was worked out for some questions. When it is full, what was not asked for
/// longest goes.
#[derive(Debug)]
pub(super) struct Memo<K: Hash + Eq, V>(Mutex<LruCache<K, V>>);

impl<K: Hash + Eq, V: Clone> Memo<K, V> {
    /// Keeps so many answers at most, and one at least.
    pub fn new(answers: usize) -> Self {
        let capacity = NonZeroUsize::new(answers).unwrap_or(NonZeroUsize::MIN);
        Self(Mutex::new(LruCache::new(capacity)))
    }

    /// The answer that is known, or the one that is worked out now.
    ///
    /// # Errors
    /// Those of working it out; nothing is kept then.
    pub fn answer<E>(
        &self,
        question: K,
        work_out: impl FnOnce(&K) -> Result<V, E>,
    ) -> Result<V, E> {
        if let Some(known) = self.known().get(&question) {
            return Ok(known.clone());
        }
        // Others need not wait meanwhile. Two may work out the same.
        let answer = work_out(&question)?;
        self.known().put(question, answer.clone());
        Ok(answer)
    }

    fn known(&self) -> MutexGuard<'_, LruCache<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
