//! Who opens a vault, from the terminal: a team, a lost passphrase, a page, headquarters' escrow, a new key.

use crate::terminal::{Answer, Terminal};
use serde_json::Value;
use std::fs;

/// A folder with the passphrases of some people in it.
fn desk() -> Terminal {
    let t = Terminal::new();
    t.write("budi", "sembilan perahu di muara\n");
    t.write("new", "enam lampion di serambi\n");
    fs::create_dir(t.path("stick")).unwrap();
    t.saring("vault create pos.saring-vault --passphrase-file pass --officer Sri --station Pos-A-07 --json").json();
    t
}

fn vault(t: &Terminal, rest: &str) -> Answer {
    t.saring(&format!("vault {rest} --vault pos.saring-vault"))
}

fn refused(answer: &Answer, code: &str) {
    assert_eq!(
        (answer.code, answer.err.contains(&format!("[{code}]"))),
        (1, true),
        "{}{}",
        answer.out,
        answer.err
    );
}

/// The code of a page or of an escrow, as a file.
fn write_code(t: &Terminal, shown: &Value) {
    let groups = shown["code"].as_array().unwrap().iter();
    let groups: Vec<_> = groups.map(|group| group.as_str().unwrap()).collect();
    t.write("code", &groups.join("-"));
}

#[test]
fn a_team_shares_a_vault_and_headquarters_tells_its_signers_apart() {
    let t = desk();
    let slots = vault(
        &t,
        "officer add Budi --passphrase-file pass --new-passphrase-file budi --json",
    )
    .json();
    assert_eq!(slots["officers"][1]["admitted"], true);
    let told = vault(&t, "officer list --passphrase-file budi");
    assert!(
        told.out.contains("Sri: passphrase of") && told.out.contains("Budi: passphrase of"),
        "{}",
        told.out
    );
    t.saring("vault create hq.saring-vault --passphrase-file pass --officer Maya --station Direktorat --role headquarters --json").json();
    let card = |passphrase: &str| {
        let card = t.saring(&format!(
            "bundle card --vault pos.saring-vault --passphrase-file {passphrase} stick --json"
        ));
        let path = card.json()["path"].as_str().unwrap().to_owned();
        let enrol = format!(
            "hq enrol --registry hq.saring-vault --passphrase-file pass {path} --read-by Sri --json"
        );
        t.saring(&enrol).json()["fingerprint"].clone()
    };
    let (sri, budi) = (card("pass"), card("budi"));
    let of = |nr: usize| &slots["officers"][nr]["fingerprint"];
    assert_eq!((&sri, &budi), (of(0), of(1)));
    assert_ne!(sri, budi);
    let devices = t
        .saring("hq devices --registry hq.saring-vault --passphrase-file pass --json")
        .json();
    let mut names: Vec<_> = devices
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Budi", "Sri"]);

    refused(
        &vault(
            &t,
            "officer add Budi --passphrase-file pass --new-passphrase-file new",
        ),
        "officer-exists",
    );
    refused(
        &vault(&t, "officer remove Nobody --passphrase-file pass"),
        "no-such-officer",
    );
    let removed = vault(&t, "officer remove Budi --passphrase-file pass");
    assert!(
        removed
            .out
            .contains("older copies of the keys files elsewhere still open it"),
        "{}",
        removed.out
    );
    refused(
        &vault(&t, "slots --passphrase-file budi"),
        "wrong-passphrase",
    );
    refused(
        &vault(&t, "officer remove Sri --passphrase-file pass"),
        "last-slot",
    );
    assert_eq!(
        vault(
            &t,
            "officer readmit Budi --passphrase-file pass --new-passphrase-file new"
        )
        .code,
        0
    );
    assert_eq!(card("new"), budi);
}

#[test]
fn a_passphrase_is_changed_and_one_is_made_of_words() {
    let t = desk();
    for (language, words) in [("id", 6), ("en", 5)] {
        let made = t.saring(&format!("vault words --language {language}"));
        assert_eq!(made.out.trim().split(' ').count(), words, "{}", made.out);
    }
    let made = t.saring("vault words --json").json();
    t.write("made", made["passphrase"].as_str().unwrap());
    t.write("weak", "gudang bahasa\n");
    refused(
        &vault(
            &t,
            "passphrase --passphrase-file pass --new-passphrase-file weak",
        ),
        "passphrase-weak",
    );
    refused(
        &vault(
            &t,
            "passphrase --passphrase-file budi --new-passphrase-file made",
        ),
        "wrong-passphrase",
    );
    assert_eq!(
        vault(
            &t,
            "passphrase --passphrase-file pass --new-passphrase-file made"
        )
        .code,
        0
    );
    refused(
        &vault(&t, "slots --passphrase-file pass"),
        "wrong-passphrase",
    );
    assert_eq!(vault(&t, "slots --passphrase-file made").code, 0);
}

#[test]
fn a_lost_passphrase_and_lost_keys_files_are_made_good_by_the_page() {
    let t = desk();
    let page = vault(&t, "recovery make --passphrase-file pass --json").json();
    write_code(&t, &page);
    let lines: Vec<_> = page["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l.as_str().unwrap())
        .collect();
    t.write("page", &lines.join("\n"));
    for keys in ["pos.saring-vault.keys", "pos.saring-vault.keys-copy"] {
        fs::remove_file(t.path(keys)).unwrap();
    }
    let open = "recovery open --code-file code --new-passphrase-file new";
    refused(&vault(&t, open), "keys-missing");
    let opened = vault(&t, &format!("{open} --page-file page"));
    assert!(
        opened.out.contains("opens with the new passphrase of Sri"),
        "{}{}",
        opened.out,
        opened.err
    );

    // A second page is printed: the first opens it still, and that is said until a new key.
    let second = vault(&t, "recovery make --passphrase-file new");
    assert!(
        second.out.contains("1 older recovery pages")
            && second.out.contains("Keep it at the mission"),
        "{}",
        second.out
    );
    assert_eq!(vault(&t, &format!("{open} --page-file page")).code, 0);
    let made = vault(&t, "new-key --passphrase-file new").out;
    assert!(
        made.contains("The recovery page is void") && !made.contains("Note:"),
        "{made}"
    );
    refused(
        &vault(&t, &format!("{open} --page-file page")),
        "keys-do-not-fit",
    );
    t.write(
        "code",
        "000011 000022 000033 000044 000055 000066 000077 000089",
    );
    refused(&vault(&t, open), "code-group-wrong");
    assert_eq!(
        t.saring("vault check --vault pos.saring-vault --passphrase-file new")
            .code,
        0
    );
}

#[test]
fn headquarters_reads_an_escrow_back_over_the_phone() {
    let t = desk();
    t.saring("vault create hq.saring-vault --passphrase-file pass --officer Maya --station Direktorat --role headquarters --json").json();
    let make = "escrow make --passphrase-file pass";
    refused(&vault(&t, make), "no-destination");
    let card = t
        .saring("bundle card --vault hq.saring-vault --passphrase-file pass stick --json")
        .json();
    let card = card["path"].as_str().unwrap();
    t.saring(&format!(
        "bundle peer --vault pos.saring-vault --passphrase-file pass {card} --read-by Maya --json"
    ))
    .json();
    let made = vault(&t, &format!("{make} --json")).json();
    assert_eq!(made["slots"]["escrow"]["held_by"][0], "Direktorat");
    let text = vault(&t, "escrow text --passphrase-file pass").out;
    assert_eq!(made["text"].as_str().unwrap().trim(), text.trim());
    let file = vault(&t, "escrow write stick --passphrase-file pass --json").json();
    let file = file["path"].as_str().unwrap();

    let read = |witness: &str| {
        t.saring(&format!("hq escrow {file} --registry hq.saring-vault --passphrase-file pass --witness {witness} --json"))
    };
    write_code(&t, &read("Hadi").json());
    let open = "escrow open --code-file code --new-passphrase-file new";
    assert_eq!(vault(&t, open).code, 0);
    refused(&vault(&t, open), "wrong-code");
    refused(
        &vault(&t, "slots --passphrase-file pass"),
        "wrong-passphrase",
    );
    // What unlocking has to report is told wherever that is done, once, beside the answer.
    let next = vault(&t, "escrow remove --passphrase-file new");
    assert_eq!(next.code, 0);
    let told = |text: &str| next.err.contains(text);
    assert!(
        told("opened with headquarters’ escrow code") && told("[escrow-used]"),
        "{}",
        next.err
    );
    assert!(told("Wrong passphrases entered"), "{}", next.err);
    refused(
        &vault(&t, "slots --passphrase-file pass"),
        "wrong-passphrase",
    );
    let again = vault(&t, "slots --passphrase-file new --json");
    assert!(again.json()["officers"].is_array());
    let reported: Value = serde_json::from_str(&again.err).unwrap();
    assert_eq!(reported["report"]["code"], "failed-tries");
    assert_eq!(reported["report"]["params"]["count"], "1");
    assert_eq!(vault(&t, "slots --passphrase-file new").err, "");
    refused(&vault(&t, "escrow text --passphrase-file new"), "no-slot");
}
