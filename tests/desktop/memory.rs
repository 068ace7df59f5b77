//! What the memory of the app's processes holds: what is on the screen while the vault is unlocked, nothing after.

use saring_tests::app::family;
use saring_tests::{Machine, journey as walk, traces};

/// What was typed, the passphrase first.
const SECRETS: [&str; 3] = [walk::PASSPHRASE, walk::SAID[0], "Sri Wahyuni"];

fn held(processes: &[(i32, String)]) -> Vec<String> {
    let mut held = Vec::new();
    for (id, name) in processes {
        for secret in SECRETS {
            let times = traces::in_memory(*id, secret);
            if times > 0 {
                held.push(format!("{name} holds {secret:?} {times} times"));
            }
        }
    }
    held
}

#[tokio::test]
async fn after_locking_no_process_holds_what_was_typed() {
    let machine = Machine::new();
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", SECRETS[2], "Pos A-07", "field").await;
    walk::start_interview(&app, "Khmer (km)").await;
    walk::lead(&app, Some("/data/person/full_name")).await;
    // Without this the test below would pass for a memory that it cannot read.
    let unlocked = held(&app.all_processes());
    assert!(
        unlocked.iter().any(|line| line.contains(SECRETS[1])),
        "{unlocked:?}"
    );
    println!("unlocked: {unlocked:#?}");

    let before = app.processes();
    app.invoke_last("lock").await;
    let group = app.replaced(&before);
    saring_tests::limit::until("the old web processes have ended", || {
        let now = family(&group);
        (now.iter()
            .filter(|(_, name)| name == "WebKitWebProcess")
            .count()
            <= 1)
            .then_some(())
    });
    assert_eq!(held(&family(&group)), Vec::<String>::new());
}
