//! What an officer waits for in a vault that has grown old: opening it, listing, filtering, searching.

use crate::figures::{milliseconds, percentile, timed};
use crate::{begin, create, now, passphrase};
use saring_record::InterviewId;
use saring_vault::{DocumentState, Filter, OfficerId, Vault};
use std::path::Path;
use std::time::Duration;

const NAMES: [&str; 12] = [
    "Siti Aminah",
    "Sukha Chan",
    "Dewi Lestari",
    "សុខា ចាន់",
    "ភ្នំពេញ",
    "Bopha Keo",
    "Nur Hidayati",
    "Dara Sok",
    "Agus Salim",
    "ចន្ទា",
    "Maria Goreti",
    "Vanna Prak",
];
const PLACES: [&str; 10] = [
    "Sihanoukville",
    "Poipet",
    "Batam",
    "Pontianak",
    "ក្រុងព្រះសីហនុ",
    "Nunukan",
    "Medan",
    "Bavet",
    "Entikong",
    "បាវិត",
];
const TOLD: [&str; 6] = [
    "paspor ditahan oleh agen sejak hari pertama",
    "gaji tidak dibayar tiga bulan",
    "bekerja di kantor penipuan daring",
    "គាត់មិនឱ្យខ្ញុំចេញទេ",
    "diancam akan dijual ke perusahaan lain",
    "dijemput mobil pada malam hari",
];

/// What an interview is found by. Which words stand together is as good as chance, and the same in every run.
fn texts(nr: i64) -> [String; 8] {
    let mut chance = nr as u64;
    let mut pick = |list: &[&str]| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        list[(chance >> 33) as usize % list.len()].to_owned()
    };
    let halves = if nr % 2 == 0 { "genap" } else { "ganjil" };
    [
        nr.to_string(),
        format!("{} {}", pick(&NAMES), nr % 977),
        pick(&PLACES),
        pick(&TOLD),
        format!("{} {}", pick(&PLACES), pick(&NAMES)),
        if nr == 17 {
            "satu-satunya kampong thom".to_owned()
        } else {
            "tidak ada".to_owned()
        },
        halves.to_owned(),
        format!("{} {}", pick(&TOLD), pick(&PLACES)),
    ]
}

/// Writes the rows in one go; how they come to be one by one is measured elsewhere.
fn fill(path: &Path, interviews: usize) {
    let mut vault = create(path);
    begin(&mut vault);
    let officer = vault.meta().officer.id.to_string();
    let connection = vault.connection();
    // So many entries were never made by this chain; nobody walks it here.
    let transaction = connection.transaction().unwrap();
    {
        let form: String = transaction
            .query_row("SELECT digest FROM form", [], |row| row.get(0))
            .unwrap();
        let mut interview = transaction
            .prepare(
                "INSERT INTO interview (nr, id, form, slip, officer_language, person_language, stage, officer, holder, started,
                   updated, position, summary, indexed)
                 VALUES (?1, ?2, ?3, ?4, 'Bahasa Indonesia (id)', 'Khmer (km)', 'full', ?5, ?5, ?6, ?6, '/data/end', ?7, 1)",
            )
            .unwrap();
        let mut event = transaction
            .prepare("INSERT INTO event VALUES (?1 * 1048576 + ?2, ?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)")
            .unwrap();
        let mut audit = transaction
            .prepare(
                "INSERT INTO audit (seq, at, officer, action, subject, commitment, previous, hash)
                 VALUES (?1, ?2, ?3, 'recorded', ?4, ?5, ?5, ?5)",
            )
            .unwrap();
        let mut revision = transaction
            .prepare(
                "INSERT INTO revision (digest, interview, number, reason, document, salt, commitment, state, at, officer)
                 VALUES (?1, ?2, 1, '', ?3, ?4, ?5, ?6, ?7, ?8)",
            )
            .unwrap();
        let mut text = transaction
            .prepare("INSERT INTO search_text VALUES (?1, ?2, ?3, ?3)")
            .unwrap();
        let mut search = transaction
            .prepare("INSERT INTO search (rowid, text) VALUES (?1, ?2)")
            .unwrap();
        let at = now().to_string();
        let digest = form.clone();
        let summary = [b'x'; 200];
        let mut seq = 1000;
        for nr in 2..=interviews as i64 {
            let id = InterviewId::generate().to_string();
            interview
                .execute((
                    nr,
                    &id,
                    &form,
                    nr.to_string(),
                    &officer,
                    &at,
                    summary.as_slice(),
                ))
                .unwrap();
            for number in 1..=3 {
                event
                    .execute((
                        nr,
                        number,
                        &at,
                        &officer,
                        [b'y'; 120].as_slice(),
                        [7u8; 32].as_slice(),
                        &digest,
                    ))
                    .unwrap();
                seq += 1;
                audit
                    .execute((seq, &at, &officer, format!("{id}#{number}"), &digest))
                    .unwrap();
            }
            if nr % 10 != 0 {
                let state = ["finalized", "exported", "received"][(nr % 3) as usize];
                let own = saring_record::Digest::of(id.as_bytes());
                revision
                    .execute((
                        own.as_str(),
                        nr,
                        [b'z'; 900].as_slice(),
                        [7u8; 32].as_slice(),
                        &digest,
                        state,
                        &at,
                        &officer,
                    ))
                    .unwrap();
            }
        }
        // The newest first, as the index lies.
        for nr in (2..=interviews as i64).rev() {
            for (place, words) in texts(nr).iter().enumerate() {
                let words = words.to_lowercase();
                let place = (-nr << 16) + place as i64;
                text.execute((place, "/data/person/question", &words))
                    .unwrap();
                search.execute((place, &words)).unwrap();
            }
        }
    }
    transaction.commit().unwrap();
    vault.lock().unwrap();
}

pub(crate) fn run(interviews: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Tua.saring-vault");
    let ((), took) = timed(|| fill(&path, interviews));
    let length = path.metadata().unwrap().len() / 1_000_000;
    println!("  made in {:.0} s, {length} MB", took.as_secs_f64());

    let (mut opened, mut derived) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        let (vault, took) = timed(|| Vault::unlock(&path, &passphrase(), now()).unwrap());
        opened.push(took);
        derived.push(timed(|| vault.opens_with(&passphrase(), now()).unwrap()).1);
        vault.lock().unwrap();
    }
    let (opened, derived) = (percentile(&mut opened, 50), percentile(&mut derived, 50));
    println!(
        "  opening {}, of which {} is the key derivation: {} over it; under 100 ms is asked",
        milliseconds(opened),
        milliseconds(derived),
        milliseconds(opened.saturating_sub(derived)),
    );

    let vault = std::cell::RefCell::new(Vault::unlock(&path, &passphrase(), now()).unwrap());
    let officer = vault.borrow().meta().officer.id;
    let mut all = Vec::new();
    let mut tell = |what: &str, work: &dyn Fn() -> usize| {
        let found = work();
        let mut took: Vec<Duration> = (0..40).map(|_| timed(work).1).collect();
        println!(
            "  {what}: {found} found, median {}, p95 {}",
            milliseconds(percentile(&mut took, 50)),
            milliseconds(percentile(&mut took, 95)),
        );
        all.append(&mut took);
    };
    let everything = Filter::default();
    let state = |state| Filter {
        state: Some(state),
        ..Filter::default()
    };
    let list = |filter: Filter, before| vault.borrow().list(&filter, before, 50).unwrap().len();
    let middle = vault
        .borrow()
        .list(&everything, None, interviews.min(30_000))
        .unwrap()
        .pop()
        .unwrap()
        .id;
    tell("the newest", &|| list(everything, None));
    tell("a page in the middle", &|| list(everything, Some(middle)));
    tell("received", &|| list(state(DocumentState::Received), None));
    tell("open", &|| list(state(DocumentState::Incomplete), None));
    tell("purged (none is)", &|| {
        list(state(DocumentState::Purged), None)
    });
    let mine = Filter {
        holder: Some(officer),
        state: Some(DocumentState::Exported),
    };
    tell("mine, exported", &|| list(mine, None));
    let theirs = Filter {
        holder: Some(OfficerId::generate()),
        ..everything
    };
    tell("another officer's (none)", &|| list(theirs, None));
    // As the screen asks: of the interviews that the officer at work holds.
    let own = Filter {
        holder: Some(officer),
        ..everything
    };
    for query in [
        "aminah",
        "paspor",
        "ភ្នំពេញ",
        "សុខា",
        "siti poipet",
        "gaji batam",
        "kampong thom",
        "keo 976",
        "tidak ada",
        "zzzzz",
        "siti zzzzz",
        "dewi gaji medan",
        "មិនឱ្យ",
        "99999",
        "ti",
        "ខ",
    ] {
        tell(&format!("search {query:?}"), &|| {
            vault.borrow_mut().search(query, &own, 50).unwrap().len()
        });
    }
    println!(
        "  all of these: p95 {}; under 50 ms is asked",
        milliseconds(percentile(&mut all, 95))
    );
    for (query, what) in [
        (
            "qx",
            "two characters that stand nowhere: every text is read",
        ),
        (
            "genap ganjil",
            "two words of half of all interviews each, never in one",
        ),
    ] {
        let (found, took) = timed(|| vault.borrow_mut().search(query, &own, 50).unwrap().len());
        println!(
            "  not among them: search {query:?}, {what}: {found} found, {}",
            milliseconds(took)
        );
    }
}
