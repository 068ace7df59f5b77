//! A desk in a folder that vanishes.

use saring_commands::view::{Desk, InterviewView, NewVault, Role, StartInterview};
use saring_commands::{CommandError, Desktop, Paths, run};
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
