//! Ports for what a test starts.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below those that Linux gives away itself (`ip_local_port_range`, from 32768): every driver asks it for one too, and
/// whoever tries whether somebody listens at such a port may be given it as their own end and meet themselves.
const FIRST: u16 = 20_000;
const COUNT: u16 = 10_000;

/// A port that was free a moment ago and that no other test of this run is given.
///
/// # Panics
/// When none is free.
#[must_use]
pub fn free() -> u16 {
    static TURN: AtomicU16 = AtomicU16::new(0);
    // Another run beside this one begins elsewhere.
    let start = std::process::id().wrapping_mul(97) % u32::from(COUNT);
    let start = u16::try_from(start).expect("below the count");
    let next = || FIRST + (start + TURN.fetch_add(1, Ordering::Relaxed) % COUNT) % COUNT;
    std::iter::repeat_with(next)
        .take(usize::from(COUNT))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}
