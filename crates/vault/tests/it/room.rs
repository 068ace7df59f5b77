//! No room left: the write fails with its code, nothing that was confirmed is lost, and later writes work again.

use crate::desk::{Desk, answer, begin, create};
use saring_record::InterviewId;
use saring_vault::Vault;

/// Records large answers until one fails; returns how many were confirmed and the failure's code.
fn fill(vault: &mut Vault, id: InterviewId) -> (usize, &'static str) {
    let text = "x".repeat(20_000);
    let before = vault.events(id).unwrap().len();
    for number in 0..100_000 {
        if let Err(error) = answer(vault, id, &text) {
            return (before + number, error.code());
        }
    }
    panic!("there is always room");
}

#[test]
fn a_file_that_may_not_grow_refuses_and_keeps_what_it_has() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let set_limit = |vault: &mut Vault, pages: u32| {
        vault
            .connection()
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .unwrap();
    };
    set_limit(&mut vault, 120);
    let (confirmed, code) = fill(&mut vault, id);
    assert_eq!(code, "disk-full");
    assert_eq!(vault.events(id).unwrap().len(), confirmed);
    vault.verify_audit().unwrap();

    set_limit(&mut vault, 10_000);
    assert_eq!(
        answer(&mut vault, id, "there is room again").unwrap(),
        confirmed as u64 + 1
    );
    vault.lock().unwrap();
    let mut vault = desk.unlock();
    assert_eq!(vault.events(id).unwrap().len(), confirmed + 1);
    assert!(vault.check().unwrap().is_good());
}

/// A small file system of its own, unmounted when dropped. Needs root.
#[cfg(target_os = "linux")]
mod small_disk {
    use super::{answer, begin, create, fill};
    use crate::desk::{now, passphrase};
    use saring_vault::{Vault, VaultError};
    use std::path::{Path, PathBuf};
    use std::process::Command;

    struct SmallDisk {
        folder: tempfile::TempDir,
    }

    impl SmallDisk {
        fn mount(size: &str) -> Option<Self> {
            let folder = tempfile::tempdir().unwrap();
            let option = format!("size={size}");
            let mut command = Command::new("mount");
            command
                .args(["-t", "tmpfs", "-o", &option, "tmpfs"])
                .arg(folder.path());
            let mounted = command.output().is_ok_and(|output| output.status.success());
            mounted.then_some(Self { folder })
        }

        fn path(&self) -> &Path {
            self.folder.path()
        }

        /// Takes all room that is left.
        fn stuff(&self) -> PathBuf {
            let path = self.path().join("stuffing");
            let mut file = std::fs::File::create(&path).unwrap();
            while std::io::Write::write_all(&mut file, &[0; 4096]).is_ok() {}
            path
        }
    }

    impl Drop for SmallDisk {
        fn drop(&mut self) {
            let _ = Command::new("umount")
                .arg("--lazy")
                .arg(self.folder.path())
                .status();
        }
    }

    #[test]
    fn a_full_disk_loses_nothing_and_room_brings_writing_back() {
        let Some(disk) = SmallDisk::mount("4m") else {
            println!("skipped: a small file system cannot be mounted here");
            return;
        };
        let path = disk.path().join("Pos A-07.saring-vault");
        let mut vault = create(&path).unwrap();
        let id = begin(&mut vault);
        answer(&mut vault, id, "before the disk was full").unwrap();
        let stuffing = disk.stuff();
        let (confirmed, code) = fill(&mut vault, id);
        assert_eq!(code, "disk-full");
        for _ in 0..3 {
            assert_eq!(
                answer(&mut vault, id, &"x".repeat(20_000))
                    .unwrap_err()
                    .code(),
                "disk-full"
            );
        }
        assert_eq!(vault.events(id).unwrap().len(), confirmed);

        std::fs::remove_file(&stuffing).unwrap();
        assert_eq!(
            answer(&mut vault, id, "there is room again").unwrap(),
            confirmed as u64 + 1
        );
        vault.lock().unwrap();
        let mut vault = Vault::unlock(&path, &passphrase(), now()).unwrap();
        assert_eq!(vault.events(id).unwrap().len(), confirmed + 1);
        assert!(vault.check().unwrap().is_good());
    }

    #[test]
    fn a_full_disk_at_locking_and_at_the_door_keeps_nobody_out() {
        let Some(disk) = SmallDisk::mount("4m") else {
            println!("skipped: a small file system cannot be mounted here");
            return;
        };
        let path = disk.path().join("Pos A-07.saring-vault");
        let mut vault = create(&path).unwrap();
        let id = begin(&mut vault);
        let stuffing = disk.stuff();
        let (confirmed, _) = fill(&mut vault, id);
        match vault.lock() {
            Ok(()) | Err(VaultError::DiskFull | VaultError::Io { .. }) => {}
            Err(error) => panic!("{error}"),
        }
        drop(
            std::fs::File::options()
                .append(true)
                .open(&stuffing)
                .map(
                    |mut file| {
                        while std::io::Write::write_all(&mut file, &[0; 512]).is_ok() {}
                    },
                ),
        );

        let vault = Vault::unlock(&path, &passphrase(), now()).unwrap();
        assert_eq!(vault.events(id).unwrap().len(), confirmed);
        drop(vault);
        std::fs::remove_file(&stuffing).unwrap();
        let mut vault = Vault::unlock(&path, &passphrase(), now()).unwrap();
        assert!(!vault.report().not_logged);
        assert_eq!(vault.events(id).unwrap().len(), confirmed);
        assert_eq!(
            answer(&mut vault, id, "again").unwrap(),
            confirmed as u64 + 1
        );
    }

    #[test]
    fn no_room_makes_no_vault_and_leaves_none_behind() {
        let Some(disk) = SmallDisk::mount("4m") else {
            println!("skipped: a small file system cannot be mounted here");
            return;
        };
        let path = disk.path().join("Pos A-07.saring-vault");
        let stuffing = disk.stuff();
        assert_eq!(create(&path).unwrap_err().code(), "disk-full");
        assert!(!path.exists());
        std::fs::remove_file(stuffing).unwrap();
        create(&path).unwrap().lock().unwrap();
    }
}
