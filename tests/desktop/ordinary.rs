//! An ordinary user's day, since root may do what the app forbids everybody else: look into its memory.

use saring_tests::{Machine, journey as walk, traces};

const NAME: &str = "/data/person/full_name";

#[tokio::test]
async fn an_ordinary_user_works_and_no_other_program_of_theirs_looks_into_the_app() {
    let machine = Machine::new().of_an_ordinary_user();
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    walk::start_interview(&app, "Khmer (km)").await;
    walk::lead(&app, Some(NAME)).await;

    let looks_into = |process: i32| {
        let mut look = machine.command("head");
        look.args(["-c", "1", &format!("/proc/{process}/maps")]);
        look.output().unwrap().status.success()
    };
    let [own] = app.processes()[..] else {
        panic!("one process of the app");
    };
    assert!(!looks_into(own), "the app's memory lies open");
    // Without this the line above would hold for a program that sees no process at all.
    let others = traces::of_user(machine.user().unwrap());
    assert!(others.iter().any(|process| looks_into(*process)));

    app.kill();
    let app = machine.launch().await;
    walk::unlock(&app, walk::PASSPHRASE).await;
    app.click("[data-testid=\"unfinished\"]").await;
    app.find("[data-testid=\"interview\"]").await;
    let before = app.processes();
    app.invoke_last("lock").await;
    drop(app.replaced(&before));
    assert_eq!(
        walk::words_in_the_clear(&machine),
        Vec::<std::path::PathBuf>::new()
    );
}
