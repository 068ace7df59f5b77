//! Looking after the open vault: copies, checks, other places and names, and where the door begins after them.

use crate::desk::{PASSPHRASE, Place};
use saring_commands::view::{QuestionKind, Role, StartInterview, Wanted};
use saring_commands::{CommandError, Desktop, Paths, run};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

fn code<T: std::fmt::Debug>(result: Result<T, CommandError>) -> String {
    result.unwrap_err().code
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A folder that stands for a stick.
fn stick(place: &Place) -> PathBuf {
    let folder = place.folder.path().join("stick");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn home(place: &Place) -> PathBuf {
    place.folder.path().join("data")
}

fn vaults_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".saring-vault"))
        .collect();
    names.sort();
    names
}

fn opens(path: &str) -> usize {
    let elsewhere = tempfile::tempdir().unwrap();
    let desktop = Desktop::new(Paths {
        data: elsewhere.path().join("data"),
        config: elsewhere.path().join("config"),
    });
    run::vault_unlock(&desktop, path.to_owned(), PASSPHRASE.to_owned()).unwrap();
    run::home(&desktop).unwrap().people.len()
}

/// Overwrites a stretch of the encrypted file, as a worn drive does.
fn wear(path: &Path, from: u64) {
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all_at(&[0xA5; 64], from).unwrap();
}

#[test]
fn a_copy_is_made_while_the_vault_is_open_and_the_page_says_when() {
    let place = Place::field();
    let id = place.start().id;
    let before = run::care(&place.desktop).unwrap();
    assert_eq!((before.last_copy, before.at_home), (None, true));
    let folder = text(&stick(&place));
    let made = run::vault_backup(&place.desktop, folder.clone()).unwrap();
    assert!(made.path.contains("/stick/Meja 1 20"), "{}", made.path);
    assert!(!made.near_largest);
    // The vault stays open, and a second copy on the same day takes nothing of the first away.
    run::interview_open(&place.desktop, id).unwrap();
    let second = run::vault_backup(&place.desktop, folder).unwrap();
    assert!(
        second.path.ends_with(" (2).saring-vault"),
        "{}",
        second.path
    );
    assert!(run::care(&place.desktop).unwrap().last_copy.is_some());
    assert_eq!((opens(&made.path), opens(&second.path)), (1, 1));
}

#[test]
fn a_drive_is_judged_before_anything_is_written_to_it() {
    let place = Place::field();
    let folder = stick(&place);
    let drive = run::vault_drive(&place.desktop, text(&folder)).unwrap();
    assert!(drive.same_drive && !drive.too_large && !drive.near_largest && !drive.full);
    assert!(drive.bytes > 0);
    assert!(vaults_in(&folder).is_empty());
    for nowhere in ["/nowhere/at/all", "relative"] {
        let nowhere = nowhere.to_owned();
        assert_eq!(
            code(run::vault_drive(&place.desktop, nowhere.clone())),
            "no-folder"
        );
        assert_eq!(
            code(run::vault_backup(&place.desktop, nowhere.clone())),
            "no-folder"
        );
        assert_eq!(code(run::vault_move(&place.desktop, nowhere)), "no-folder");
    }
    assert!(place.desktop.is_open());
}

#[test]
fn a_whole_vault_is_said_to_be_whole() {
    let place = Place::field();
    place.start();
    let report = run::vault_check(&place.desktop).unwrap();
    assert!(report.good && report.told && report.interviews.is_empty());
    assert_eq!(report.whole, 1);
}

#[test]
fn a_damaged_vault_is_told_by_interview_after_a_closer_look() {
    let place = Place::field();
    for _ in 0..6 {
        let id = place.start().id;
        let reference = run::interview_open(&place.desktop, id.clone())
            .unwrap()
            .step
            .questions[0]
            .reference
            .clone();
        for round in 0..30 {
            let words = format!("{round} {}", "catatan ".repeat(60));
            run::interview_note(&place.desktop, id.clone(), reference.clone(), words).unwrap();
        }
    }
    place.overnight();
    let path = home(&place).join("Meja 1.saring-vault");
    let length = path.metadata().unwrap().len();
    // Page by page from the end until one is met that an interview's history lies on.
    let told = (1..40).find_map(|page| {
        run::lock(&place.desktop).ok();
        let whole = std::fs::read(&path).unwrap();
        wear(&path, length - page * 4096 + 100);
        let opened = run::vault_unlock(&place.desktop, text(&path), PASSPHRASE.to_owned());
        let report = opened.ok().and_then(|_| {
            let quick = run::vault_check(&place.desktop).unwrap();
            assert!(!quick.good, "a broken page passed");
            assert_eq!(
                (quick.told, quick.problems),
                (false, vec!["cipher-damaged".to_owned()])
            );
            let wrong = run::vault_examine(&place.desktop, "bukan yang itu".to_owned());
            assert_eq!(code(wrong), "wrong-passphrase");
            run::vault_examine(&place.desktop, PASSPHRASE.to_owned()).ok()
        });
        let found =
            report.filter(|report| report.interviews.iter().any(|one| one.answers_lost > 0));
        if found.is_none() {
            run::lock(&place.desktop).ok();
            std::fs::write(&path, whole).unwrap();
        }
        found
    });
    let report = told.expect("no page of the history was met");
    assert!(report.told && !report.good);
    let one = &report.interviews[0];
    assert_eq!(one.slip.as_deref(), Some("17"));
    assert!(one.answers.is_some_and(|kept| kept > 0));
    assert!(report.whole > 0, "the others can be read: {report:?}");
    // It is open again, for what can be read.
    assert!(run::desk(&place.desktop).unwrap().is_some());
}

#[test]
fn a_vault_moves_to_a_stick_and_back_and_the_door_begins_with_it() {
    let place = Place::field();
    place.start();
    let (home, stick) = (home(&place), stick(&place));
    let moved = run::vault_move(&place.desktop, text(&stick)).unwrap();
    assert_eq!(moved.path, text(&stick.join("Meja 1.saring-vault")));
    assert_eq!(code(run::home(&place.desktop)), "locked");
    assert_eq!((vaults_in(&home).len(), vaults_in(&stick).len()), (0, 1));
    let door = run::door(&place.desktop).unwrap();
    assert_eq!(door.chosen.as_deref(), Some(moved.path.as_str()));
    assert_eq!((door.vaults.len(), door.problem), (1, None));

    run::vault_unlock(&place.desktop, moved.path, PASSPHRASE.to_owned()).unwrap();
    let care = run::care(&place.desktop).unwrap();
    assert!(!care.at_home);
    let back = run::vault_move(&place.desktop, care.home).unwrap();
    assert_eq!((vaults_in(&home).len(), vaults_in(&stick).len()), (1, 0));
    assert_eq!(
        run::door(&place.desktop).unwrap().chosen,
        Some(back.path.clone())
    );
    assert_eq!(opens(&back.path), 1);
}

#[test]
fn what_is_known_to_fail_leaves_the_vault_open() {
    let place = Place::field();
    let stick = stick(&place);
    std::fs::write(stick.join("Meja 1.saring-vault"), b"another").unwrap();
    assert_eq!(
        code(run::vault_move(&place.desktop, text(&stick))),
        "vault-exists"
    );
    let here = text(&home(&place));
    assert_eq!(code(run::vault_move(&place.desktop, here)), "vault-exists");
    assert_eq!(
        code(run::vault_rename(&place.desktop, "a/b".to_owned())),
        "label-unusable"
    );
    std::fs::write(home(&place).join("Meja 2.saring-vault"), b"another").unwrap();
    assert_eq!(
        code(run::vault_rename(&place.desktop, "Meja 2".to_owned())),
        "vault-exists"
    );
    assert!(run::desk(&place.desktop).unwrap().is_some());
}

#[test]
fn another_name_stands_at_the_door_and_inside() {
    let place = Place::field();
    let renamed = run::vault_rename(&place.desktop, " Pos B-02 ".to_owned()).unwrap();
    assert!(!place.desktop.is_open());
    let door = run::door(&place.desktop).unwrap();
    assert_eq!(door.chosen, Some(renamed.path.clone()));
    let labels: Vec<_> = door.vaults.iter().map(|v| v.label.as_str()).collect();
    assert_eq!(labels, ["Pos B-02"]);
    let desk = run::vault_unlock(&place.desktop, renamed.path, PASSPHRASE.to_owned()).unwrap();
    assert_eq!((desk.label.as_str(), desk.role), ("Pos B-02", Role::Field));
}

#[test]
fn nothing_is_offered_to_be_attached_but_pictures_sound_and_pdf() {
    let place = Place::field();
    let stick = stick(&place);
    for name in [
        "paspor.JPG",
        "suara.m4a",
        "kontrak.pdf",
        "program.exe",
        "catatan.docx",
        "pdf",
    ] {
        std::fs::write(stick.join(name), b"x").unwrap();
    }
    std::fs::create_dir(stick.join("Foto")).unwrap();
    let listed = run::folder_list(&place.desktop, Some(text(&stick)), Wanted::Attachment).unwrap();
    let names: Vec<_> = listed.entries.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["Foto", "kontrak.pdf", "paspor.JPG", "suara.m4a"]);
}

#[test]
fn a_question_for_a_picture_is_answered_by_what_is_attached_to_it() {
    let place = Place::field();
    let sheets = place.folder.path().join("form");
    std::fs::create_dir(&sheets).unwrap();
    std::fs::write(
        sheets.join("survey.csv"),
        "type,name,label\nimage,paper,Foto surat\nfile,other,Berkas lain\n",
    )
    .unwrap();
    std::fs::write(sheets.join("settings.csv"), "form_id,version\nsurat,1\n").unwrap();
    let added = run::form_add(&place.desktop, text(&sheets)).unwrap();
    let form = added.form.unwrap_or_else(|| panic!("{:?}", added.issues));
    let language = form.languages[0].name.clone();
    let start = StartInterview {
        form: form.digest,
        slip: "3".to_owned(),
        officer_language: language.clone(),
        person_language: language,
    };
    let view = run::interview_start(&place.desktop, start).unwrap();
    let question = &view.step.questions[0];
    assert_eq!(question.kind, QuestionKind::File);
    let scan = place.folder.path().join("surat.pdf");
    std::fs::write(&scan, b"%PDF-1.7 surat").unwrap();
    let reference = question.reference.clone();
    let row = run::attachment_add(
        &place.desktop,
        view.id.clone(),
        Some(reference.clone()),
        text(&scan),
    )
    .unwrap();
    assert_eq!(
        (row.officer.as_str(), row.reference.as_ref()),
        ("Sri", Some(&reference))
    );
    place.answer(&view.id, &reference, &row.id);
    place.overnight();
    let view = run::interview_open(&place.desktop, view.id).unwrap();
    let kept = view
        .step
        .questions
        .iter()
        .find(|q| q.reference == reference);
    assert_eq!(kept.map(|q| q.value.clone()), Some(row.id));
}

/// A small drive of its own. Only the superuser may mount one. How a vault beyond 4 GiB is judged for FAT, the vault's
/// own tests of drives say: none so large is made here.
#[cfg(target_os = "linux")]
mod mounted {
    use super::*;
    use std::process::{Command, Stdio};

    struct Drive(PathBuf);

    impl Drive {
        fn mounted(at: &Path, arguments: &[&str]) -> Option<Self> {
            std::fs::create_dir_all(at).unwrap();
            let mut mount = Command::new("mount");
            mount.args(arguments).arg(at);
            let done = mount
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|s| s.success());
            done.then(|| Self(at.to_owned()))
        }
    }

    impl Drop for Drive {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }

    #[test]
    fn a_full_drive_is_foretold_and_leaves_nothing_half_done() {
        let place = Place::field();
        let at = place.folder.path().join("small");
        let Some(drive) = Drive::mounted(&at, &["-t", "tmpfs", "-o", "size=64k", "tmpfs"]) else {
            // Nobody may mount a drive here.
            return;
        };
        let told = run::vault_drive(&place.desktop, text(&drive.0)).unwrap();
        assert!(told.full && !told.same_drive && !told.too_large);
        assert_eq!(
            code(run::vault_backup(&place.desktop, text(&drive.0))),
            "disk-full"
        );
        assert!(vaults_in(&drive.0).is_empty());
        assert!(place.desktop.is_open());

        // A move ends with the vault locked where it was, and the door says why.
        assert_eq!(
            code(run::vault_move(&place.desktop, text(&drive.0))),
            "disk-full"
        );
        assert!(vaults_in(&drive.0).is_empty());
        let door = run::door(&place.desktop).unwrap();
        assert_eq!(door.problem.unwrap().code, "disk-full");
        assert_eq!(opens(&door.chosen.unwrap()), 0);
    }
}

#[test]
fn whoever_leaves_the_desk_does_not_wait_for_a_copy() {
    let place = Place::field();
    place.start();
    let folder = text(&stick(&place));
    // A machine at other work may be late to call one off: then that one is whole, and another is begun.
    let stopped = (0..500).find_map(|_| {
        let copied = std::thread::scope(|scope| {
            let copying = scope.spawn(|| run::vault_backup(&place.desktop, folder.clone()));
            while !copying.is_finished() {
                run::work_stop(&place.desktop).unwrap();
                std::thread::yield_now();
            }
            copying.join().unwrap()
        });
        copied.map_or_else(Some, |made| {
            std::fs::remove_dir_all(stick(&place)).unwrap();
            assert!(made.path.starts_with(&folder));
            stick(&place);
            None
        })
    });
    assert_eq!(stopped.unwrap().code, "stopped-early");
    assert_eq!(vaults_in(&stick(&place)), Vec::<String>::new());
    // Locking calls it off by itself. Whichever came first, nothing half done is left.
    let copied = std::thread::scope(|scope| {
        let copying = scope.spawn(|| run::vault_backup(&place.desktop, folder.clone()));
        run::lock(&place.desktop).unwrap();
        copying.join().unwrap()
    });
    match copied {
        Ok(made) => assert_eq!(opens(&made.path), 1),
        Err(error) => assert!(["stopped-early", "locked"].contains(&error.code.as_str())),
    }
    assert!(vaults_in(&stick(&place)).len() <= 1);
}

#[test]
fn a_copy_that_is_opened_signs_with_a_new_key_and_says_so_once() {
    let place = Place::field();
    place.start();
    let signer = |place: &Place| place.inside(|vault| vault.meta().officer.signer.clone().unwrap());
    let first = signer(&place);
    let copy = run::vault_backup(&place.desktop, text(&stick(&place))).unwrap();
    run::lock(&place.desktop).unwrap();
    let told = || -> Vec<String> {
        let path = copy.path.clone();
        let desk = run::vault_unlock(&place.desktop, path, PASSPHRASE.to_owned()).unwrap();
        run::lock(&place.desktop).unwrap();
        desk.reports.into_iter().map(|report| report.code).collect()
    };
    assert_eq!(told(), ["signing-epoch-begun"]);
    assert_eq!(told(), Vec::<String>::new());
    // The vault that it was copied from signs as before.
    place.overnight();
    assert_eq!(signer(&place), first);
}
