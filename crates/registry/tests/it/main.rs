//! Headquarters on an ordinary day: sticks from posts, some of them doubtful, and what can be counted afterwards.
#![allow(
    clippy::unwrap_used,
    reason = "a test says what broke by where it panics"
)]

mod cases;
mod counts;
mod enrolment;
mod fixture;
mod imports;
mod numbers;
mod trust;
mod withdrawals;
