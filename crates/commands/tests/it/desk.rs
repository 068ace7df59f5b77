//! A desk in a folder that vanishes.

use saring_commands::view::{Desk, InterviewView, Listed, NewVault, Role, StartInterview};
use saring_commands::{CommandError, Desktop, Paths, run};
use saring_record::Moment;
use saring_vault::{Passphrase, Vault};
use tempfile::TempDir;

pub(crate) const PASSPHRASE: &str = "tujuh payung di gudang";

pub(crate) struct Place {
    pub(crate) desktop: Desktop,
    pub(crate) folder: TempDir,
}

impl Place {
    /// An officer's desk with an open vault.
    pub(crate) fn field() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths {
            data: folder.path().join("data"),
            config: folder.path().join("config"),
        };
        let place = Self {
            desktop: Desktop::new(paths),
            folder,
        };
        place.create("Meja 1").unwrap();
        place
    }

    pub(crate) fn create(&self, label: &str) -> Result<Desk, CommandError> {
        let vault = NewVault {
            label: label.to_owned(),
            officer: "Sri".to_owned(),
            station: "Pos A-07".to_owned(),
            role: Role::Field,
            training: false,
            passphrase: PASSPHRASE.to_owned(),
        };
        run::vault_create(&self.desktop, vault)
    }

    /// Begins an interview with the built-in instrument, Indonesian beside Khmer.
    pub(crate) fn start(&self) -> InterviewView {
        let form = run::home(&self.desktop).unwrap().form.unwrap();
        let start = StartInterview {
            form: form.digest,
            slip: "17".to_owned(),
            officer_language: "id".to_owned(),
            person_language: "km".to_owned(),
        };
        run::interview_start(&self.desktop, start).unwrap()
    }

    pub(crate) fn answer(&self, id: &str, reference: &str, value: &str) -> InterviewView {
        run::interview_answer(
            &self.desktop,
            id.to_owned(),
            reference.to_owned(),
            value.to_owned(),
        )
        .unwrap_or_else(|e| panic!("{reference} = {value}: {e:?}"))
    }

    /// As [`inside`].
    pub(crate) fn inside<T>(&self, look: impl FnOnce(&mut Vault) -> T) -> T {
        inside(&self.desktop, look)
    }

    /// What the audit log says was done to this, oldest first.
    pub(crate) fn entered(&self, subject: &str) -> Vec<String> {
        let rows = self.inside(|vault| vault.audit().unwrap());
        let about = rows.into_iter().filter(|row| row.subject == subject);
        about.map(|row| row.action).collect()
    }

    /// Locks and unlocks again, as after a night.
    pub(crate) fn overnight(&self) {
        run::lock(&self.desktop).unwrap();
        let door = run::door(&self.desktop).unwrap();
        run::vault_unlock(
            &self.desktop,
            door.vaults[0].path.clone(),
            PASSPHRASE.to_owned(),
        )
        .unwrap();
    }
}

/// Looks into the first vault at the door itself, as another program that has its passphrase would.
pub(crate) fn inside<T>(desktop: &Desktop, look: impl FnOnce(&mut Vault) -> T) -> T {
    run::lock(desktop).unwrap();
    let path = run::door(desktop).unwrap().vaults[0].path.clone();
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let now = Moment::from(chrono::Local::now().fixed_offset());
    let mut vault = Vault::unlock(path.as_ref(), &passphrase, now).unwrap();
    let seen = look(&mut vault);
    vault.lock().unwrap();
    run::vault_unlock(desktop, path, PASSPHRASE.to_owned()).unwrap();
    seen
}

#[test]
fn a_vault_is_made_seen_at_the_door_and_unlocked_only_with_its_passphrase() {
    let place = Place::field();
    assert!(run::desk(&place.desktop).unwrap().is_some());
    run::lock(&place.desktop).unwrap();
    assert_eq!(run::home(&place.desktop).unwrap_err().code, "locked");
    let door = run::door(&place.desktop).unwrap();
    assert_eq!(door.vaults.len(), 1);
    let vault = &door.vaults[0];
    assert_eq!(
        (vault.label.as_str(), vault.training, vault.keys_present),
        ("Meja 1", false, true)
    );
    let wrong = run::vault_unlock(
        &place.desktop,
        vault.path.clone(),
        "bukan yang itu".to_owned(),
    );
    assert_eq!(wrong.unwrap_err().code, "wrong-passphrase");
    let desk =
        run::vault_unlock(&place.desktop, vault.path.clone(), PASSPHRASE.to_owned()).unwrap();
    assert_eq!(desk.officer, "Sri");
    assert_eq!(
        desk.reports
            .iter()
            .map(|r| r.code.as_str())
            .collect::<Vec<_>>(),
        ["failed-tries"]
    );
}

#[test]
fn vaults_at_one_door_show_nothing_to_one_another() {
    let place = Place::field();
    let first = place.start().id;
    run::lock(&place.desktop).unwrap();
    place.create("Meja 2").unwrap();
    let home = run::home(&place.desktop).unwrap();
    assert_eq!((home.people.len(), home.unfinished.len()), (0, 0));
    assert_eq!(home.next_slip, "1");
    assert!(!run::slip_taken(&place.desktop, "17".to_owned()).unwrap());
    let found = run::search(&place.desktop, "17".to_owned(), Listed::All).unwrap();
    assert!(found.is_empty());
    let other = run::interview_open(&place.desktop, first);
    assert_eq!(other.unwrap_err().code, "unknown-interview");
    run::lock(&place.desktop).unwrap();

    // The door knows of both what the folder says, and of neither who works there or how many came.
    let door = serde_json::to_value(run::door(&place.desktop).unwrap()).unwrap();
    let vaults = door["vaults"].as_array().unwrap();
    let labels: Vec<&str> = vaults
        .iter()
        .map(|vault| vault["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["Meja 1", "Meja 2"]);
    for vault in vaults {
        let told: Vec<&String> = vault.as_object().unwrap().keys().collect();
        assert_eq!(
            told,
            ["keys_present", "label", "last_opened", "path", "training"]
        );
    }
    assert!(!door.to_string().contains("Sri"));
}

#[test]
fn settings_that_nobody_could_have_set_count_as_none() {
    let place = Place::field();
    let set = run::preferences(&place.desktop).unwrap();
    let file = place.folder.path().join("config/preferences.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = serde_json::to_string(&set).unwrap();
    let never = text.replace("\"lock_after\":5", "\"lock_after\":60000");
    assert_ne!(text, never);
    std::fs::write(&file, never).unwrap();
    assert_eq!(run::preferences(&place.desktop).unwrap().lock_after, 5);
    std::fs::write(&file, text.replace("\"lock_after\":5", "\"lock_after\":20")).unwrap();
    assert_eq!(run::preferences(&place.desktop).unwrap().lock_after, 20);
}

#[test]
fn a_page_that_ended_by_itself_leaves_a_locked_vault_and_a_door_that_says_so() {
    let place = Place::field();
    run::page_ended(&place.desktop).unwrap();
    assert!(!place.desktop.is_open());
    let door = run::door(&place.desktop).unwrap();
    assert_eq!(door.problem.unwrap().code, "page-ended");
    assert_eq!(door.chosen.unwrap(), door.vaults[0].path);
}

#[test]
fn labels_that_are_no_file_names_and_short_passphrases_are_refused() {
    let place = Place::field();
    run::lock(&place.desktop).unwrap();
    for label in ["", " ", "a/b", "..", "a\u{0}b"] {
        assert_eq!(
            place.create(label).unwrap_err().code,
            "label-unusable",
            "{label:?}"
        );
    }
    assert_eq!(place.create("Meja 1").unwrap_err().code, "vault-exists");
}

#[test]
fn a_hidden_screen_comes_back_with_the_passphrase_only() {
    let place = Place::field();
    assert!(!run::hide_check(&place.desktop, "1234".to_owned()).unwrap());
    assert!(run::hide_check(&place.desktop, PASSPHRASE.to_owned()).unwrap());
}

#[test]
fn a_pin_takes_the_hidden_screen_away_while_the_vault_is_unlocked() {
    let place = Place::field();
    let check = |typed: &str| run::hide_check(&place.desktop, typed.to_owned()).unwrap();
    let set = |pin: &str| run::hide_pin_set(&place.desktop, pin.to_owned());
    for unusable in ["123", "1111", "12a4", "1234567890123"] {
        assert_eq!(
            set(unusable).unwrap_err().code,
            "pin-unusable",
            "{unusable}"
        );
    }
    assert!(!check("2468"));
    assert!(set("2468").unwrap());
    assert!(check("2468"));
    assert!(!check("2469"));
    assert!(check(PASSPHRASE));
    assert!(!set("").unwrap());
    assert!(!check("2468"));

    assert!(set("2468").unwrap());
    run::lock(&place.desktop).unwrap();
    assert_eq!(set("2468").unwrap_err().code, "locked");
}

#[test]
fn a_folder_shows_folders_and_what_is_wanted_and_nothing_else() {
    use saring_commands::view::Wanted;
    let place = Place::field();
    let root = place.folder.path().join("stick");
    std::fs::create_dir_all(root.join("sub")).unwrap();
    for name in ["a.saring", "b.xlsx", "c.txt", ".hidden.saring"] {
        std::fs::write(root.join(name), b"x").unwrap();
    }
    let names = |wanted| {
        let folder = run::folder_list(
            &place.desktop,
            Some(root.to_string_lossy().into_owned()),
            wanted,
        )
        .unwrap();
        folder
            .entries
            .into_iter()
            .map(|e| e.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(Wanted::Bundle), ["sub", "a.saring"]);
    assert_eq!(names(Wanted::Form), ["sub", "b.xlsx"]);
    assert_eq!(names(Wanted::Folder), ["sub"]);
    // A path that begins nowhere is refused, not looked for wherever the program was started.
    let lost = run::folder_list(&place.desktop, Some("src".to_owned()), Wanted::Folder);
    assert_eq!(lost.unwrap_err().code, "no-folder");
}
