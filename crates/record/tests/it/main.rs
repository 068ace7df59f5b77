//! Documents as others read them.

use saring_record::{
    Answer, Assessment, Conclusion, ConclusionKind, Consent, Digest, FORMAT, FormRef, Interview,
    InterviewId, Interviewer, Languages, Moment, Revision, Stage, Station, Unknown, canonical,
};
use std::collections::BTreeMap;
use std::path::Path;

fn interview() -> Interview {
    let at = Moment::parse("2026-01-19T10:00:00+07:00").expect("a time");
    let answer = |value: Option<&str>, unknown| Answer {
        value: value.map(str::to_owned),
        unknown,
        at: Some(at),
    };
    Interview {
        saring: FORMAT.to_owned(),
        interview: InterviewId::generate(),
        slip: "17".to_owned(),
        training: false,
        form: FormRef {
            id: "f".to_owned(),
            version: "1".to_owned(),
            digest: Digest::of(b"f"),
        },
        stage: Stage::Full,
        station: Station {
            label: "Pos A-07".to_owned(),
        },
        interviewer: Interviewer {
            name: "Sri".to_owned(),
        },
        languages: Languages {
            officer: "id".to_owned(),
            person: "km".to_owned(),
        },
        started: at,
        finished: at,
        answers: BTreeMap::from([
            ("/data/a".to_owned(), answer(Some("yes"), None)),
            ("/data/b".to_owned(), answer(None, Some(Unknown::Declined))),
        ]),
        consent: vec![
            Consent {
                item: "share".to_owned(),
                reference: "/data/s".to_owned(),
                given: Some(true),
            },
            Consent {
                item: "statistics".to_owned(),
                reference: "/data/t".to_owned(),
                given: None,
            },
        ],
        urgent: Vec::new(),
        notes: Vec::new(),
        assessment: Assessment {
            rules_version: "1.0".to_owned(),
            rules_digest: Digest::of(b"r"),
            indicators: Vec::new(),
            dimensions: Vec::new(),
            findings: Vec::new(),
        },
        conclusion: Conclusion {
            kind: ConclusionKind::NotEnoughKnown,
            reason: "ជនរងគ្រោះ".to_owned(),
            at,
        },
        revision: Revision {
            number: 1,
            parent: None,
            reason: String::new(),
        },
    }
}

#[test]
fn a_document_is_written_once_and_read_back_the_same() {
    let document = interview();
    let bytes = canonical::to_bytes(&document).unwrap();
    let read: Interview = canonical::from_bytes(&bytes).unwrap();
    assert_eq!(read, document);
    assert_eq!(canonical::to_bytes(&read).unwrap(), bytes);
    assert!(
        std::str::from_utf8(&bytes)
            .unwrap()
            .contains("2026-01-19T10:00:00.000+07:00")
    );
}

#[test]
fn unknown_consent_permits_nothing() {
    let document = interview();
    assert!(document.permits("share"));
    assert!(!document.permits("statistics"), "unknown");
    assert!(!document.permits("law_enforcement"), "never asked");
}

#[test]
fn the_schemas_that_stand_beside_the_code_are_those_of_the_types() {
    for (name, schema) in saring_record::schema::all() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schema")
            .join(name);
        let stands = std::fs::read_to_string(file).unwrap_or_default();
        let now = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        assert!(
            stands == now,
            "{name} is out of date: run `cargo run -p saring-record --example schema`"
        );
    }
}
