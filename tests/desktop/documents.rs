//! Papers of an interview, and what becomes of it after: pictures, sound and PDF are attached, seen and saved outside; it
//! is found again, signed, corrected, signed again, and withdrawn; all of it by keyboard.

use crate::by_keys as keys;
use crate::cross;
use fantoccini::key::Key;
use image::{ImageFormat, Rgb, RgbImage};
use saring_tests::journey::hook;
use saring_tests::limit::soon;
use saring_tests::tongue::Sentence;
use saring_tests::{Album, App, Keyboard, Machine, Tongue, traces};
use serde_json::{Value, json};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Words in the files themselves.
const IN_FILES: [&str; 3] = [
    "Penanda-Gambar-3301",
    "Penanda-Pindaian-3302",
    "Penanda-Suara-3303",
];
/// Words that are typed; the last takes the place of the first.
const TYPED: [&str; 4] = [
    "សុខ សម្បត្តិ",
    "Penanda-Catatan-3304",
    "Penanda-Alasan-3305",
    "ចាន់ ដារ៉ា",
];
const SLIP: &str = "K-017";
const SIDES: (u32, u32) = (640, 400);

/// A photograph, as far as a program can make one, with words after its end, where decoders do not look.
fn picture() -> Vec<u8> {
    let colour = |x, y| Rgb([(x / 3) as u8, (y / 2) as u8, 120]);
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_fn(SIDES.0, SIDES.1, colour)
        .write_to(&mut out, ImageFormat::Jpeg)
        .unwrap();
    [out.into_inner().as_slice(), IN_FILES[0].as_bytes()].concat()
}

/// A page of one line.
fn pdf() -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\n% {}\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        IN_FILES[1]
    )
    .into_bytes()
}

/// A second of a tone, 8 bit, 8 kHz, as a recorder writes it.
fn sound() -> Vec<u8> {
    let samples: Vec<u8> = (0..8000u32)
        .map(|i| if i / 9 % 2 == 0 { 96 } else { 160 })
        .collect();
    let words = IN_FILES[2].as_bytes();
    let length = |of: usize| u32::try_from(of).unwrap().to_le_bytes();
    let format = [
        16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0,
    ];
    [
        b"RIFF".as_slice(),
        &length(36 + samples.len() + 8 + words.len()),
        b"WAVEfmt ",
        &format,
        b"data",
        &length(samples.len()),
        &samples,
        b"note",
        &length(words.len()),
        words,
    ]
    .concat()
}

/// Adds a file by its path, from the open list of attachments.
async fn attach(app: &App, path: &Path) {
    Keyboard(app).press(&hook("attachment-add")).await;
    keys::go_to(app, path).await;
    app.gone(&hook("browser")).await;
}

/// The row of an attachment by the name of its file.
async fn row_of(app: &App, name: &str) -> String {
    let id = "return [...document.querySelectorAll('[data-testid=attachment]')]
        .find((row) => row.querySelector('strong').innerText === arguments[0])?.dataset.id ?? null";
    app.find(&hook("attachment")).await;
    let named = async || {
        app.at_rest().await;
        let found = app.script(id, vec![json!(name)]).await;
        found.as_str().map(str::to_owned)
    };
    match soon(named).await {
        Some(id) => format!("[data-testid=\"attachment\"][data-id=\"{id}\"]"),
        None => app.give_up(&format!("no attachment {name}")).await,
    }
}

/// Looks for words in the list of interviews, which says in what the one that is found was found; the vault's own word.
async fn search(app: &App, words: &str, found_in: &Sentence) -> Value {
    let hands = Keyboard(app);
    hands.chord(Key::Control, 'f').await;
    hands.begins_at(&hook("interviews-search")).await;
    hands.write(&hook("interviews-search"), words).await;
    app.says_in(&hook("found-in"), found_in).await;
    assert_eq!(app.count(&hook("interview-row")).await, 1);
    found(app, words).await
}

async fn found(app: &App, words: &str) -> Value {
    let asked = json!({ "query": words, "listed": "all" });
    let found = app.invoke("search", asked).await.unwrap();
    let keys = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["key"].clone());
    keys.collect()
}

#[tokio::test]
async fn papers_are_attached_and_an_interview_is_found_corrected_and_withdrawn_by_keyboard() {
    let machine = Machine::new();
    let mut album = Album::asked_for("documents");
    let stick = machine.stick();
    for (name, bytes) in [
        ("foto.jpg", picture()),
        ("surat.pdf", pdf()),
        ("rekaman.wav", sound()),
        ("bukan.pdf", b"hanya kata-kata".to_vec()),
    ] {
        fs::write(stick.join(name), bytes).unwrap();
    }

    let app = machine.launch().await;
    let tongue = Tongue::or(Tongue::Indonesian);
    keys::settle_in(&app, tongue).await;
    keys::create(&app, "Meja 1", "Sri W.").await;
    keys::begin(&app, SLIP).await;
    let hands = Keyboard(&app);
    hands.text(TYPED[0]).await;
    hands.key(Key::F4).await;
    hands.begins_at(&hook("note-field")).await;
    hands.text(TYPED[1]).await;
    album.step(&app, "note", "A note beside a question.").await;
    hands.chord(Key::Control, Key::Enter).await;
    app.gone(&hook("note-dialog")).await;
    let id = saring_tests::journey::unfinished(&app).await;

    papers(&app, tongue, &machine, &id, &mut album).await;
    for name in ["foto.jpg", "surat.pdf", "rekaman.wav", "bukan.pdf"] {
        // The originals stay where they were, which the screen says; here their owner takes them away.
        fs::remove_file(stick.join(name)).unwrap();
    }

    keys::sign(&app, TYPED[2]).await;
    album.step(&app, "signed", "Signed.").await;
    hands.press(&hook("review-done")).await;
    keys::page(&app, '2', "interviews").await;
    album
        .step(&app, "interviews", "The list of interviews.")
        .await;
    assert_eq!(
        search(&app, "catatan-33", &tongue.says("keeping_in_note")).await,
        json!([format!("note:{}", keys::NAME)])
    );
    let (answer, slip) = (
        tongue.says("keeping_in_answer"),
        tongue.says("keeping_in_slip"),
    );
    assert_eq!(search(&app, "សម្បត្តិ", &answer).await, json!([keys::NAME]));
    assert_eq!(search(&app, "17", &slip).await, json!(["slip"]));

    correct(&app, tongue, &id, &mut album).await;
    withdraw(&app, &machine, &id, &mut album).await;
    cross::press(&machine);
    app.ended();
    assert_eq!(in_files(&machine), Vec::<PathBuf>::new());
    let vault = machine.data().join("Meja 1.saring-vault");
    assert_eq!(crate::terminal::interviews(&machine, &vault), json!([]));
    crate::terminal::is_whole(&machine, &vault);
}

/// What was typed or attached, in the clear, below the machine's home.
fn in_files(machine: &Machine) -> Vec<PathBuf> {
    let words = IN_FILES.iter().chain(&TYPED);
    words
        .flat_map(|word| traces::find(machine.home(), word))
        .collect()
}

/// Attaches the four files, of which one is refused; sees the thumbnail and the picture; saves the picture outside.
async fn papers(app: &App, tongue: Tongue, machine: &Machine, id: &str, album: &mut Album) {
    let hands = Keyboard(app);
    let stick = machine.stick();
    hands.key(Key::F7).await;
    hands.begins_at(&hook("attachment-add")).await;
    // The picture by the list of files, the others by their paths.
    hands.key(Key::Enter).await;
    keys::go_to(app, &stick).await;
    let entry = format!(
        "[data-testid=\"browser-entry\"][data-path=\"{}\"]",
        stick.join("foto.jpg").display()
    );
    hands.to(&entry).await;
    album.step(app, "files", "Choosing a file.").await;
    hands.key(Key::Enter).await;
    let photo = row_of(app, "foto.jpg").await;
    attach(app, &stick.join("surat.pdf")).await;
    row_of(app, "surat.pdf").await;
    attach(app, &stick.join("rekaman.wav")).await;
    row_of(app, "rekaman.wav").await;
    album
        .step(app, "attached", "A picture, a PDF and a sound.")
        .await;

    attach(app, &stick.join("bukan.pdf")).await;
    app.find(&hook("attachments-problem")).await;
    app.says(&tongue.says("error_attachment_kind")).await;
    album
        .step(app, "refused", "Words that are called a PDF.")
        .await;
    let kept = app
        .invoke("attachments", json!({ "id": id }))
        .await
        .unwrap();
    let media: Vec<&str> = kept
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["media"].as_str().unwrap())
        .collect();
    assert_eq!(media, ["image/jpeg", "application/pdf", "audio/x-wav"]);

    let width = "return document.querySelector(arguments[0])?.naturalWidth ?? 0";
    let thumbnail = app.script(width, vec![json!(format!("{photo} img"))]).await;
    assert_eq!(thumbnail, 320, "the small picture is drawn");
    hands
        .press(&format!("{photo} {}", hook("attachment-show")))
        .await;
    app.find(&hook("attachment-picture")).await;
    album
        .step(app, "picture", "The picture inside the app.")
        .await;
    let whole = app
        .script(width, vec![json!(hook("attachment-picture"))])
        .await;
    assert_eq!(whole, SIDES.0, "the picture itself is drawn");
    hands.begins_at(&hook("attachment-back")).await;
    hands.escape().await;

    hands
        .press(&format!("{photo} {}", hook("attachment-save")))
        .await;
    app.find(&hook("attachment-warning")).await;
    album
        .step(app, "warning", "Before it leaves the vault.")
        .await;
    hands.press(&hook("attachment-save-do")).await;
    keys::take_folder(app, &stick).await;
    app.says(&tongue.says("interview_attach_saved")).await;
    album.step(app, "saved", "Saved outside.").await;
    let saved = stick
        .read_dir()
        .unwrap()
        .flatten()
        .map(|entry| entry.path());
    let saved: Vec<PathBuf> = saved
        .filter(|path| path.extension().is_some_and(|e| e == "jpeg"))
        .collect();
    assert_eq!(saved.len(), 1, "{saved:?}");
    assert_eq!(fs::read(&saved[0]).unwrap(), picture());
    fs::remove_file(&saved[0]).unwrap();
    hands.escape().await;
    app.gone(&hook("attachments-dialog")).await;
}

/// From the list into the signed interview: a reason, another name, another signature; both documents are there.
async fn correct(app: &App, tongue: Tongue, id: &str, album: &mut Album) {
    let hands = Keyboard(app);
    search(app, "catatan", &tongue.says("keeping_in_note")).await;
    hands.key(Key::Down).await;
    album.step(app, "found", "Found by a word of a note.").await;
    hands.key(Key::Enter).await;
    app.find(&hook("signed")).await;
    hands.press(&hook("correct")).await;
    hands.begins_at(&hook("correct-reason")).await;
    hands.text("nama salah dengar").await;
    album
        .step(app, "correct", "The reason of a correction.")
        .await;
    hands.chord(Key::Control, Key::Enter).await;
    // It opens where it stood.
    keys::name(app, TYPED[3]).await;
    keys::sign(app, TYPED[2]).await;
    app.find("[data-testid=\"revision\"]:nth-of-type(2)").await;
    album.step(app, "revisions", "Both documents.").await;
    let review = app
        .invoke("interview_review", json!({ "id": id }))
        .await
        .unwrap();
    let revisions = review["revisions"].as_array().unwrap();
    let said: Vec<_> = revisions
        .iter()
        .map(|one| (&one["number"], &one["reason"]))
        .collect();
    assert_eq!(
        said,
        [
            (&json!(1), &json!("")),
            (&json!(2), &json!("nama salah dengar"))
        ]
    );
    assert_eq!(found(app, "សម្បត្តិ").await, json!([]));
    assert_eq!(found(app, TYPED[3]).await, json!([keys::NAME]));
}

/// The person withdraws: the number is typed, and nothing is left.
async fn withdraw(app: &App, machine: &Machine, id: &str, album: &mut Album) {
    let hands = Keyboard(app);
    hands.press(&hook("withdraw")).await;
    hands
        .begins_at("[aria-labelledby=\"withdraw-erased\"]")
        .await;
    // Nothing is erased by Enter where the reading begins, nor before the number is right.
    hands.key(Key::Enter).await;
    hands.write(&hook("withdraw-confirm"), "K-0").await;
    hands.key(Key::Enter).await;
    app.find(&hook("withdraw-dialog")).await;
    hands.write(&hook("withdraw-confirm"), SLIP).await;
    album
        .step(app, "withdraw", "Before everything is erased.")
        .await;
    hands.press(&hook("withdraw-do")).await;
    app.find(&hook("erased")).await;
    album.step(app, "erased", "Erased.").await;

    keys::page(app, '2', "interviews").await;
    hands.chord(Key::Control, 'f').await;
    hands.begins_at(&hook("interviews-search")).await;
    hands.write(&hook("interviews-search"), "catatan").await;
    app.find(&hook("interviews-empty")).await;
    album.step(app, "nothing", "Nothing is found.").await;
    for words in TYPED.iter().chain(&["17"]) {
        assert_eq!(found(app, words).await, json!([]), "{words}");
    }
    let attached = app.invoke("attachments", json!({ "id": id })).await;
    assert_eq!(attached.unwrap(), json!([]));
    let opened = app.invoke("interview_open", json!({ "id": id })).await;
    assert_eq!(opened.unwrap_err()["code"], "interview-erased");
    assert_eq!(in_files(machine), Vec::<PathBuf>::new());
}
