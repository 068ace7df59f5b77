//! The app works where there is no network, and opens no socket that could reach one.

use saring_tests::{Machine, offline, skipped};

#[test]
fn with_loopback_only() {
    if !offline::inside() {
        match offline::again("with_loopback_only") {
            Some(status) => assert!(status.success(), "it needs a network"),
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
    });
}
