//! A limit on every wait, so that a hung page fails a test instead of stopping the run.

use std::future::Future;
use std::time::{Duration, Instant};

/// What one call to the driver may take. Far above what a slow machine needs; nothing is measured by it.
pub const CALL: Duration = Duration::from_secs(30);

/// The answer of one call.
///
/// # Panics
/// When there is none in time.
pub async fn within<T>(what: &str, call: impl Future<Output = T>) -> T {
    match tokio::time::timeout(CALL, call).await {
        Ok(answer) => answer,
        Err(_) => panic!("no answer in {} s: {what}", CALL.as_secs()),
    }
}

/// Asks again and again until there is something.
///
/// # Panics
/// When there is nothing in time.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(
            start.elapsed() < CALL,
            "did not happen in {} s: {what}",
            CALL.as_secs()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The same where looking is a call to the page; nothing when there is nothing in time.
pub async fn soon<T>(mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if start.elapsed() >= CALL {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
