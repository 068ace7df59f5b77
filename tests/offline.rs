//! The whole journey passes where there is no network, and the app opens no socket that could reach one.
#![allow(
    clippy::unwrap_used,
    reason = "a test says what broke by where it panics"
)]

#[path = "desktop/journey.rs"]
mod journey;

use saring_tests::{Machine, offline, skipped};

#[test]
fn with_loopback_only() {
    if !offline::inside() {
        match offline::again("with_loopback_only") {
            Some(run) => assert!(
                run.status.success(),
                "{}",
                String::from_utf8_lossy(&run.stderr)
            ),
            None => skipped(
                "the app with loopback only",
                "this system lets us make no network of our own",
            ),
        }
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let machine = Machine::new();
        let app = machine.launch().await;
        assert!(!app.text("body").await.is_empty());
        assert_eq!(offline::sockets_beyond_loopback(), Vec::<String>::new());
        drop(app);
        journey::whole().await;
    });
}
