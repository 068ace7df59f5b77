//! From an empty folder to a count at headquarters, without a window.

use crate::terminal::Terminal;
use std::fs;

/// Words that a person said and that must stand nowhere in the clear.
const SAID: [&str; 3] = [
    "Penanda-Nama-7731",
    "Penanda-Tempat-4410",
    "Penanda-Alasan-9902",
];

const SCRIPT: &str = r#"
{"op":"set","ref":"/data/consent/consent_interview","value":"yes"}
{"op":"set","ref":"/data/consent/consent_share","value":"yes"}
{"op":"set","ref":"/data/consent/consent_statistics","value":"yes"}
{"ref":"/data/triage/t_age","value":"adult"}
{"ref":"/data/triage/t_movement","value":"not_allowed"}
{"ref":"/data/triage/t_threat","value":"yes"}
{"ref":"/data/triage/t_debt","value":"yes"}
{"ref":"/data/triage/t_promise","value":"different"}
{"op":"skip","ref":"/data/triage/t_medical","reason":"declined"}
{"ref":"/data/person/full_name","value":"Penanda-Nama-7731"}
{"ref":"/data/recruitment/recruitment_channel","value":"social_media"}
{"ref":"/data/recruitment/differs","value":"job place"}
{"ref":"/data/journey/country_exploitation","value":"kh"}
{"ref":"/data/journey/places[1]/place_name","value":"Penanda-Tempat-4410"}
{"op":"add","ref":"/data/journey/places"}
{"op":"remove","ref":"/data/journey/places[2]"}
{"ref":"/data/work/made_to","value":"deceive_online"}
{"ref":"/data/work/could_refuse","value":"could_not"}
{"op":"conclude","kind":"indicated","reason":"Penanda-Alasan-9902"}
"#;

#[test]
fn an_interview_is_kept_sealed_verified_imported_and_counted() {
    let t = Terminal::new();
    t.write("script.jsonl", SCRIPT);
    fs::create_dir(t.path("stick")).unwrap();
    let made = t.saring("vault create field.saring-vault --passphrase-file pass --officer Sri --station Pos-A-07 --json").json();
    assert_eq!(made["fingerprint"].as_array().unwrap().len(), 12);
    t.saring("vault create hq.saring-vault --passphrase-file pass --officer Maya --station Direktorat --role headquarters --json").json();

    // Headquarters' card to the desk, compared over a phone; the desk's card to headquarters.
    let card = t
        .saring("bundle card --vault hq.saring-vault --passphrase-file pass stick --json")
        .json();
    let card = card["path"].as_str().unwrap().to_owned();
    let peer = t
        .saring(&format!(
            "bundle peer --vault field.saring-vault --passphrase-file pass {card} --json"
        ))
        .json();
    assert_eq!(peer["trusted"], false);

    let run = t.saring(
        "interview run --vault field.saring-vault --passphrase-file pass --script script.jsonl --slip 17 --person-language km --now 2026-01-19T10:00:00+07:00 --json",
    );
    let run = run.json();
    assert_eq!(run["errors"].as_array().unwrap().len(), 0, "{run}");
    let state = |name: &str| {
        let findings = run["review"]["findings"].as_array().unwrap();
        findings.iter().find(|f| f["name"] == name).unwrap()["state"].clone()
    };
    assert_eq!(state("legal_elements"), "true");
    assert_eq!(state("non_punishment"), "true");
    // Declined is not "no".
    assert_eq!(state("urgent_medical"), "unknown");

    let refused = t.saring("bundle export --vault field.saring-vault --passphrase-file pass stick");
    assert_eq!(
        (refused.code, refused.err.contains("[no-destination]")),
        (1, true),
        "{}",
        refused.err
    );
    t.saring(&format!(
        "bundle peer --vault field.saring-vault --passphrase-file pass {card} --read-by Maya --json"
    ))
    .json();
    let written = t
        .saring("bundle export --vault field.saring-vault --passphrase-file pass stick --json")
        .json();
    let bundle = written["path"].as_str().unwrap().to_owned();

    // Headquarters: quarantined until somebody compared the desk's fingerprint.
    let verified = t
        .saring(&format!(
            "bundle verify {bundle} --vault hq.saring-vault --passphrase-file pass --json"
        ))
        .json();
    assert_eq!(verified["whole"], true);
    let import = |expect: &str| {
        let answer = t.saring(&format!(
            "hq import --registry hq.saring-vault --passphrase-file pass {bundle} --json"
        ));
        let arrivals: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        assert_eq!(arrivals[0]["state"], expect, "{}", answer.out);
        arrivals[0].clone()
    };
    import("quarantined");
    let own = t
        .saring("bundle card --vault field.saring-vault --passphrase-file pass stick --json")
        .json();
    let own = own["path"].as_str().unwrap().to_owned();
    t.saring(&format!("hq enrol --registry hq.saring-vault --passphrase-file pass {own} --read-by Kepala-pos --json")).json();
    import("repeated");

    let stats = t
        .saring("hq stats --registry hq.saring-vault --passphrase-file pass --json")
        .json();
    assert_eq!(stats["interviews"], 1);
    assert_eq!(stats["by_country"]["rows"][0]["key"], "kh");
    assert_eq!(stats["by_country"]["rows"][0]["count"], 1);
    assert_eq!(stats["by_month"]["rows"][0]["key"], "2026-01");
    let list = t
        .saring("hq list --registry hq.saring-vault --passphrase-file pass --json")
        .json();
    let case = list[0]["id"].as_str().unwrap().to_owned();
    let shown = t.saring(&format!(
        "hq show --registry hq.saring-vault --passphrase-file pass {case}"
    ));
    assert!(
        !shown.out.contains(SAID[0]),
        "a name is hidden until a reason was given"
    );

    // For another reader it stays sealed.
    let other = t.saring(&format!(
        "bundle verify {bundle} --vault field.saring-vault --passphrase-file pass"
    ));
    assert_eq!(
        (other.code, other.err.contains("[wrong-recipient]")),
        (1, true),
        "{}",
        other.err
    );

    for entry in fs::read_dir(t.path(""))
        .unwrap()
        .chain(fs::read_dir(t.path("stick")).unwrap())
    {
        let path = entry.unwrap().path();
        if path.is_file() && path.file_name().is_some_and(|n| n != "script.jsonl") {
            let bytes = fs::read(&path).unwrap();
            for word in SAID {
                let found = bytes.windows(word.len()).any(|w| w == word.as_bytes());
                assert!(!found, "{word} stands in the clear in {}", path.display());
            }
        }
    }
    let check = t
        .saring("vault check --vault field.saring-vault --passphrase-file pass --json")
        .json();
    assert_eq!(check["good"], true);
}

#[test]
fn what_goes_wrong_is_said_with_its_code_and_nothing_is_lost() {
    let t = Terminal::new();
    t.write("wrong", "delapan payung di gudang\n");
    t.write("short", "pendek\n");
    let create = |rest: &str| {
        t.saring(&format!(
            "vault create field.saring-vault --officer Sri --station Pos {rest}"
        ))
    };
    let short = create("--passphrase-file short");
    assert!(
        short.err.contains("[passphrase-too-short]"),
        "{}",
        short.err
    );
    assert_eq!(create("--passphrase-file pass").code, 0);
    let again = create("--passphrase-file pass");
    assert!(again.err.contains("[vault-exists]"), "{}", again.err);

    let wrong = t.saring("interview list --vault field.saring-vault --passphrase-file wrong");
    assert_eq!(
        (wrong.code, wrong.err.contains("[wrong-passphrase]")),
        (1, true),
        "{}",
        wrong.err
    );

    // One of the two is enough; both gone is said.
    let aside = |file: &std::path::Path| {
        file.with_extension(format!("{}-aside", file.extension().unwrap().display()))
    };
    let keys = [
        t.only("", "field.saring-vault.keys-copy"),
        t.path("field.saring-vault.keys"),
    ];
    for file in &keys {
        fs::rename(file, aside(file)).unwrap();
    }
    let missing = t.saring("interview list --vault field.saring-vault --passphrase-file pass");
    assert!(missing.err.contains("[keys-missing]"), "{}", missing.err);
    for file in &keys {
        fs::rename(aside(file), file).unwrap();
    }
    assert_eq!(
        t.saring("interview list --vault field.saring-vault --passphrase-file pass")
            .code,
        0
    );
}

#[test]
fn a_training_vault_comes_with_made_up_people() {
    let t = Terminal::new();
    t.saring("vault create latihan.saring-vault --passphrase-file pass --officer Sri --station Pos --training --json").json();
    let people = t
        .saring("interview list --vault latihan.saring-vault --passphrase-file pass --json")
        .json();
    let states: Vec<&str> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["state"].as_str().unwrap())
        .collect();
    assert_eq!(
        states,
        ["finished", "finished", "started", "finished", "triaged"]
    );
    assert_eq!(people[2]["needs_help"], "medical");
}

#[test]
fn a_signed_interview_leaves_as_an_odk_submission_only_when_that_is_meant() {
    let t = Terminal::new();
    t.write("script.jsonl", SCRIPT);
    let yes = r#"consent_share","value":"yes""#;
    t.write(
        "private.jsonl",
        &SCRIPT.replace(yes, &yes.replace("yes", "no")),
    );
    t.saring("vault create field.saring-vault --passphrase-file pass --officer Sri --station Pos-A-07 --json").json();
    let run = |script: &str| {
        let run = t.saring(&format!(
            "interview run --vault field.saring-vault --passphrase-file pass --script {script} --now 2026-01-19T10:00:00+07:00 --json"
        ));
        run.json()["interview"].as_str().unwrap().to_owned()
    };
    let (shared, private) = (run("script.jsonl"), run("private.jsonl"));
    let export = |id: &str, rest: &str| {
        t.saring(&format!(
            "interview export --vault field.saring-vault --passphrase-file pass {id} {rest}"
        ))
    };
    for (id, rest, code) in [
        (&shared, "out.xml", "[in-the-clear]"),
        (&private, "out.xml --in-the-clear", "[no-share-consent]"),
        (&shared, "script.jsonl --in-the-clear", "[file-exists]"),
    ] {
        let refused = export(id, rest);
        assert_eq!(
            (refused.code, refused.err.contains(code)),
            (1, true),
            "{}",
            refused.err
        );
    }
    assert!(!t.path("out.xml").exists());

    assert_eq!(export(&shared, "out.xml --in-the-clear").code, 0);
    let xml = fs::read_to_string(t.path("out.xml")).unwrap();
    for part in [
        r#" id="tppo-screening""#,
        &format!("<instanceID>uuid:{shared}</instanceID>"),
        "<country_exploitation>kh</country_exploitation>",
        // Declined: nothing stands there that could be read as an answer.
        "<t_medical/>",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
}
