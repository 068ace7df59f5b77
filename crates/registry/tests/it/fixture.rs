//! A small form, posts with keys, interviews, and the bundles that they send.

use rusqlite::Connection;
use saring_bundle::{Identity, Kind, Outgoing, OutgoingFile, SigningKey};
use saring_form::xlsform::{Sheet, Workbook};
use saring_record::{
    Answer, Assessment, Conclusion, ConclusionKind, Consent, Digest, FORMAT, Finding, FindingKind,
    FormRef, Interview, InterviewId, Interviewer, Languages, Moment, Revision, Stage, State,
    Station, Unknown, canonical,
};
use saring_registry::{Desk, ImportOutcome, Registry};
use std::cell::RefCell;
use std::io::Cursor;

pub(crate) const NOW: &str = "2026-02-03T09:00:00.000+07:00";

pub(crate) fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let cell = |cell: &str| cell.trim().to_owned();
    let row = |line: &str| line.trim().trim_matches('|').split('|').map(cell).collect();
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(row)
        .collect()
}

/// The form of these tests: a country for statistics, channels, places in a repeat, and a name that is nobody's number.
pub(crate) fn form() -> Workbook {
    form_of_version("1")
}

pub(crate) fn form_of_version(version: &str) -> Workbook {
    let uses = "interview share statistics";
    Workbook::new(vec![
        Sheet::new(
            "survey",
            rows(&format!(
                "type                  | name         | label::Bahasa Indonesia (id) | label::English (en) | relevant         | bind::saring:identifying | bind::saring:uses | bind::saring:concept
                 text                  | full_name    | Nama                         | Name                |                  | yes                      | {uses}            | name
                 select_one yesno      | abroad       | Ke luar negeri?              | Abroad?             |                  | no                       | {uses}            |
                 select_one country    | country      | Negara                       | Country             | ${{abroad}} = 'yes' | no                    | {uses}            | country_exploitation
                 select_multiple way   | ways         | Cara                         | Ways                |                  | no                       | {uses}            | recruitment_channel
                 select_one yesno      | again        | Pernah pulang?               | Returned before?    |                  | no                       | interview share   | returned_before
                 begin repeat          | places       | Tempat                       | Places              |                  |                          |                   |
                 select_one yesno      | compound     | Kompleks?                    | Compound?           |                  | no                       | {uses}            | compound
                 end repeat            |              |                              |                     |                  |                          |                   |"
            )),
        ),
        Sheet::new(
            "choices",
            rows("list_name | name     | label::Bahasa Indonesia (id) | label::English (en) | saring_unknown
                  yesno     | yes      | Ya                           | Yes                 |
                  yesno     | no       | Tidak                        | No                  |
                  yesno     | unknown  | Tidak tahu                   | Does not know       | unknown
                  country   | kh       | Kamboja                      | Cambodia            |
                  country   | mm       | Myanmar                      | Myanmar             |
                  country   | unknown  | Tidak tahu                   | Does not know       | unknown
                  country   | declined | Tidak mau menjawab           | Declined            | declined
                  way       | friend   | Teman                        | Friend              |
                  way       | online   | Internet                     | Online              |
                  way       | unknown  | Tidak tahu                   | Does not know       | unknown"),
        ),
        Sheet::new(
            "settings",
            rows(&format!(
                "form_id | version | form_title | namespaces
                 small   | {version} | Small    | saring=\"urn:saring:xlsform:1\""
            )),
        ),
    ])
}

fn form_digest(workbook: &Workbook) -> Digest {
    Digest::of(&workbook.to_bytes())
}

pub(crate) fn value(text: &str) -> Answer {
    Answer {
        value: Some(text.to_owned()),
        unknown: None,
        at: None,
    }
}

pub(crate) fn unknown(reason: Unknown) -> Answer {
    Answer {
        value: None,
        unknown: Some(reason),
        at: None,
    }
}

/// An interview of January, by default about Cambodia.
pub(crate) fn interview(answers: &[(&str, Answer)]) -> Interview {
    let form = form();
    let answers = answers
        .iter()
        .map(|(name, answer)| (format!("/data/{name}"), answer.clone()))
        .collect();
    let finding = Finding {
        name: "legal_elements".into(),
        kind: FindingKind::Reading,
        stage: Stage::Full,
        state: State::Unknown,
        assessed: true,
        evidence: Default::default(),
    };
    Interview {
        saring: FORMAT.into(),
        interview: InterviewId::generate(),
        slip: "12".into(),
        training: false,
        form: FormRef {
            id: "small".into(),
            version: "1".into(),
            digest: form_digest(&form),
        },
        stage: Stage::Full,
        station: Station {
            label: "Pos A-07".into(),
        },
        interviewer: Interviewer {
            name: "Sari".into(),
        },
        languages: Languages {
            officer: "Bahasa Indonesia (id)".into(),
            person: "Khmer (km)".into(),
        },
        started: at("2026-01-19T10:00:00.000+07:00"),
        finished: at("2026-01-19T11:00:00.000+07:00"),
        answers,
        consent: vec![],
        urgent: vec![],
        notes: vec![],
        assessment: Assessment {
            rules_version: String::new(),
            rules_digest: Digest::of(b""),
            indicators: vec![],
            dimensions: vec![],
            findings: vec![finding],
        },
        conclusion: Conclusion {
            kind: ConclusionKind::NotEnoughKnown,
            reason: String::new(),
            at: at("2026-01-19T11:00:00.000+07:00"),
        },
        revision: Revision {
            number: 1,
            parent: None,
            reason: String::new(),
        },
    }
}

pub(crate) fn in_cambodia() -> Interview {
    interview(&[
        ("abroad", value("yes")),
        ("country", value("kh")),
        ("ways", value("friend")),
    ])
}

/// A correction of an interview.
pub(crate) fn corrected(interview: &Interview, name: &str, answer: Answer) -> Interview {
    let mut next = interview.clone();
    next.answers.insert(format!("/data/{name}"), answer);
    next.revision = Revision {
        number: interview.revision.number + 1,
        parent: Some(digest(interview)),
        reason: "misheard".into(),
    };
    next
}

pub(crate) fn agrees(mut interview: Interview, item: &str, given: Option<bool>) -> Interview {
    interview.consent.push(Consent {
        item: item.into(),
        reference: "/data/consent".into(),
        given,
    });
    interview
}

pub(crate) fn digest(interview: &Interview) -> Digest {
    Digest::of(&canonical::to_bytes(interview).unwrap())
}

/// A desk in the field: it signs, and numbers what it sends.
pub(crate) struct Post {
    pub(crate) key: SigningKey,
    next: RefCell<(u64, Option<Digest>)>,
    headquarters: Identity,
}

impl Post {
    pub(crate) fn new(headquarters: &Headquarters) -> Self {
        let identity = Identity::parse(&headquarters.identities[0].to_secret_string()).unwrap();
        Self {
            key: SigningKey::generate().unwrap(),
            next: RefCell::new((1, None)),
            headquarters: identity,
        }
    }

    /// The bundle of these interviews with their form.
    pub(crate) fn sends(&self, interviews: &[Interview]) -> Vec<u8> {
        self.sends_files(false, files(interviews, &[form()]))
    }

    pub(crate) fn sends_files(&self, training: bool, files: Vec<OutgoingFile<'static>>) -> Vec<u8> {
        self.sends_kind(Kind::Submissions, training, files)
    }

    pub(crate) fn sends_kind(
        &self,
        kind: Kind,
        training: bool,
        files: Vec<OutgoingFile<'static>>,
    ) -> Vec<u8> {
        let (sequence, previous) = self.next.borrow().clone();
        let mut out = Vec::new();
        let outgoing = Outgoing {
            kind,
            id: InterviewId::generate().0,
            signer: &self.key,
            recipients: &[self.headquarters.recipient()],
            destination: "Pusat",
            sequence,
            previous,
            date: at(NOW).instant().date_naive(),
            training,
            files,
        };
        let written = saring_bundle::write(outgoing, &mut out).unwrap();
        *self.next.borrow_mut() = (sequence + 1, Some(written.tag_manifest));
        out
    }

    /// Goes back to an earlier number, as a copied vault would.
    pub(crate) fn rewind(&self, sequence: u64, previous: Option<Digest>) {
        *self.next.borrow_mut() = (sequence, previous);
    }

    pub(crate) fn last(&self) -> Option<Digest> {
        self.next.borrow().1.clone()
    }
}

pub(crate) fn files(interviews: &[Interview], forms: &[Workbook]) -> Vec<OutgoingFile<'static>> {
    let mut files = vec![OutgoingFile::bytes(
        saring_bundle::AUDIT,
        b"{\"entries\":1}".as_slice(),
    )];
    for interview in interviews {
        let bytes = canonical::to_bytes(interview).unwrap();
        files.push(OutgoingFile::bytes(
            saring_bundle::interview_name(&Digest::of(&bytes)),
            bytes,
        ));
    }
    for form in forms {
        files.push(OutgoingFile::bytes(
            saring_bundle::form_name(&form_digest(form)),
            form.to_bytes(),
        ));
    }
    files
}

/// A registry in memory and the key that opens what is sent to it.
pub(crate) struct Headquarters {
    pub(crate) connection: Connection,
    pub(crate) identities: Vec<Identity>,
}

impl Headquarters {
    pub(crate) fn new() -> Self {
        Self {
            connection: Connection::open_in_memory().unwrap(),
            identities: vec![Identity::generate()],
        }
    }

    /// With a post whose fingerprint was compared.
    pub(crate) fn with_post() -> (Self, Post) {
        let mut headquarters = Self::new();
        let post = Post::new(&headquarters);
        headquarters.open(|registry, desk| {
            let bundle = post.sends_files(false, files(&[], &[form()]));
            registry.import(Cursor::new(bundle), desk).unwrap();
            registry
                .trust(&post.key.public(), "Dewi", "Sari", desk.now)
                .unwrap();
            registry.release(&post.key.public(), desk).unwrap();
        });
        (headquarters, post)
    }

    pub(crate) fn open<T>(&mut self, work: impl FnOnce(&Registry<'_>, &Desk<'_>) -> T) -> T {
        self.open_as(false, work)
    }

    pub(crate) fn open_as<T>(
        &mut self,
        training: bool,
        work: impl FnOnce(&Registry<'_>, &Desk<'_>) -> T,
    ) -> T {
        let desk = Desk {
            identities: &self.identities,
            training,
            now: at(NOW),
        };
        work(&Registry::open(&mut self.connection).unwrap(), &desk)
    }

    pub(crate) fn import(&mut self, bundle: &[u8]) -> ImportOutcome {
        self.open(|registry, desk| registry.import(Cursor::new(bundle), desk).unwrap())
    }

    /// How many documents there are, whether they count or not.
    pub(crate) fn documents(&self) -> i64 {
        self.connection
            .query_row("SELECT count(*) FROM registry_document", [], |row| {
                row.get(0)
            })
            .unwrap()
    }
}

pub(crate) fn code(outcome: &ImportOutcome) -> &'static str {
    match outcome {
        ImportOutcome::Imported { .. } => "imported",
        ImportOutcome::AlreadyImported { .. } => "already-imported",
        ImportOutcome::Quarantined { reason, .. } => reason,
        ImportOutcome::Refused { code, .. } => code,
        _ => "new outcome",
    }
}
