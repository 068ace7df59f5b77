//! A full disk while answering: it is said at once, what was given before is safe, and it goes on once there is room.

use rustix::mount::{MountFlags, UnmountFlags, mount, unmount};
use saring_tests::journey as walk;
use saring_tests::{Machine, skipped};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// A small drive of its own over the folder of vaults; gone when it is dropped.
struct SmallDrive(PathBuf);

impl SmallDrive {
    fn over(folder: PathBuf) -> Option<Self> {
        fs::create_dir_all(&folder).unwrap();
        let size = c"size=3m,mode=0700";
        mount("tmpfs", &folder, "tmpfs", MountFlags::empty(), size)
            .ok()
            .map(|()| Self(folder))
    }
}

impl Drop for SmallDrive {
    fn drop(&mut self) {
        let _ = unmount(&self.0, UnmountFlags::DETACH);
    }
}

#[tokio::test]
async fn a_full_disk_is_said_at_once_and_nothing_is_lost() {
    let machine = Machine::new();
    let Some(drive) = SmallDrive::over(machine.data()) else {
        skipped(
            "a full disk while answering",
            "only root may mount a small drive",
        );
        return;
    };
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    walk::start_interview(&app, "Khmer (km)").await;
    walk::answer(&app, "/data/consent/consent_interview", "yes").await;
    app.find("[data-testid=\"saved\"]:not([data-saved-at=\"\"])")
        .await;

    let filler = drive.0.join("filler");
    let mut fill = fs::File::create(&filler).unwrap();
    while std::io::Write::write_all(&mut fill, &[0; 4096]).is_ok() {}

    let id = walk::unfinished(&app).await;
    app.click("[data-testid=\"question\"][data-reference=\"/data/consent/consent_share\"] [data-choice=\"yes\"]").await;
    app.find("[data-testid=\"saved\"][data-saved-at=\"\"]")
        .await;
    app.see("Jangan tutup laptop").await;
    app.find("[data-testid=\"unsaved\"]").await;

    drop(fill);
    fs::remove_file(&filler).unwrap();
    app.click("[data-testid=\"retry\"]").await;
    app.find("[data-testid=\"saved\"]:not([data-saved-at=\"\"])")
        .await;
    let kept = walk::kept(
        &app,
        &id,
        &[
            "/data/consent/consent_interview".to_owned(),
            "/data/consent/consent_share".to_owned(),
        ],
    )
    .await;
    assert!(kept.iter().all(|(_, value)| value == "yes"), "{kept:?}");
    assert!(app.invoke("door", json!({})).await.is_ok());
    app.close().await;
}
