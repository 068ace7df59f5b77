//! Vaults that are looked after from a terminal: checked, saved, copied, moved, renamed.

use crate::terminal::Terminal;
use std::fs;

const SCRIPT: &str = r#"{"op":"set","ref":"/data/consent/consent_interview","value":"yes"}"#;

/// A terminal with a vault of one interview.
fn with_vault() -> Terminal {
    let t = Terminal::new();
    t.write("script.jsonl", SCRIPT);
    t.saring(
        "vault create pos.saring-vault --passphrase-file pass --officer Sri --station Pos --json",
    )
    .json();
    t.saring("interview run --vault pos.saring-vault --passphrase-file pass --script script.jsonl --json")
        .json();
    t
}

/// How many interviews the vault at this path lists.
fn interviews(t: &Terminal, vault: &str) -> usize {
    let listed = t.saring(&format!(
        "interview list --vault {vault} --passphrase-file pass --json"
    ));
    listed.json().as_array().unwrap().len()
}

/// The names of what lies in a folder.
fn names(t: &Terminal, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(t.path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_damaged_vault_fails_its_check_and_what_can_be_saved_of_it_is_saved() {
    let t = with_vault();
    let vault = t.path("pos.saring-vault");
    let mut bytes = fs::read(&vault).unwrap();
    let place = bytes.len() - 2000;
    bytes[place] ^= 1;
    fs::write(&vault, &bytes).unwrap();

    let check = t.saring("vault check --vault pos.saring-vault --passphrase-file pass");
    assert_eq!(check.code, 1, "{}", check.out);
    assert!(check.out.starts_with("Damaged: "), "{}", check.out);
    let told = t.saring("vault check --vault pos.saring-vault --passphrase-file pass --json");
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(told["good"], false);

    let recover =
        t.saring("vault recover --vault pos.saring-vault --passphrase-file pass new.saring-vault");
    assert_eq!(recover.code, 0, "{}", recover.err);
    assert!(
        recover.out.contains("Could not be saved:"),
        "{}",
        recover.out
    );
    assert_eq!(fs::read(&vault).unwrap(), bytes);
    let check = t.saring("vault check --vault new.saring-vault --passphrase-file pass");
    assert!(check.out.starts_with("Whole. "), "{}", check.out);
    assert_eq!(interviews(&t, "new.saring-vault"), 1);
}

#[test]
fn a_whole_vault_is_saved_whole() {
    let t = with_vault();
    let recover =
        t.saring("vault recover --vault pos.saring-vault --passphrase-file pass new.saring-vault");
    assert!(recover.out.contains("Nothing was lost."), "{}", recover.out);
    assert_eq!(interviews(&t, "new.saring-vault"), 1);
}

#[test]
fn a_vault_is_copied_moved_and_renamed_and_opens_everywhere() {
    let t = with_vault();
    fs::create_dir(t.path("stick")).unwrap();
    let backup =
        "vault backup --vault pos.saring-vault --passphrase-file pass stick/copy.saring-vault";
    let made = t.saring(backup);
    assert!(
        made.out.starts_with("Written and read back: "),
        "{}",
        made.out
    );
    assert_eq!(interviews(&t, "stick/copy.saring-vault"), 1);
    let again = t.saring(backup);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("[vault-exists]"), "{}", again.err);

    let moved = t.saring(
        "vault move --vault pos.saring-vault --passphrase-file pass stick/pos.saring-vault",
    );
    assert!(moved.out.starts_with("Moved: "), "{}", moved.out);
    assert_eq!(names(&t, ""), ["pass", "script.jsonl", "stick"]);
    let renamed =
        t.saring("vault rename --vault stick/pos.saring-vault --passphrase-file pass Pusat");
    assert!(renamed.out.starts_with("Renamed: Pusat"), "{}", renamed.out);
    assert!(
        !names(&t, "stick")
            .iter()
            .any(|name| name.starts_with("pos."))
    );
    assert_eq!(interviews(&t, "stick/Pusat.saring-vault"), 1);
}
