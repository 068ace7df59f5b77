//! Walks the real app through a whole day on a virtual display and leaves a picture of each step, the vaults and the
//! bundle: `saring-tour FOLDER`.
#![allow(clippy::print_stdout, reason = "the tour tells what it does")]

use saring_tests::{Album, App, Machine, journey as walk};
use std::fs;
use std::path::Path;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = std::env::args_os()
        .nth(1)
        .expect("a folder for the pictures");
    // The app runs elsewhere and is told where its sticks are.
    let folder = std::path::absolute(folder).expect("the folder's place");
    fs::create_dir_all(&folder).expect("a folder for the pictures");
    let field = Machine::at(&folder.join("officer"));
    let hq = Machine::at(&folder.join("headquarters"));
    let mut album = Album::kept_in(&folder);
    println!(
        "Two made-up laptops on a virtual display: {}",
        folder.display()
    );

    let app = field.launch().await;
    album
        .step(
            &app,
            "door",
            "The door: no vault yet. A training vault is offered beside a real one.",
        )
        .await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    album
        .step(&app, "home", "An officer's desk, in an encrypted vault.")
        .await;
    walk::start_interview(&app, "Khmer (km)").await;
    album
        .step(
            &app,
            "consent",
            "Consent first: each use on its own line, in both languages.",
        )
        .await;
    interview(&app, &mut album).await;
    walk::conclude(&app, "indicated", "Paspor ditahan dan tidak bebas keluar.").await;
    album
        .step(
            &app,
            "review",
            "The review: what supports, what speaks against, what is unknown.",
        )
        .await;
    walk::sign(&app).await;
    album
        .step(&app, "signed", "The officer's own conclusion, signed.")
        .await;
    app.click("[data-testid=\"review-done\"]").await;

    let pusat = hq.launch().await;
    walk::create_vault(&pusat, "Pusat", "Maya H.", "Direktorat", "headquarters").await;
    walk::tab(&pusat, "devices").await;
    let invitation = walk::write_card(&pusat, &hq.stick()).await;
    album
        .step(&pusat, "headquarters-card", "Headquarters writes its card.")
        .await;

    walk::tab(&app, "send").await;
    let card = walk::write_card(&app, &field.stick()).await;
    walk::trust_headquarters(&app, &invitation).await;
    album
        .step(
            &app,
            "send",
            "The officer compared headquarters' twelve groups over a telephone.",
        )
        .await;
    let bundle = walk::export(&app, &field.stick()).await;
    album
        .step(
            &app,
            "sealed",
            "The interview, signed and sealed on a stick.",
        )
        .await;

    walk::import(&pusat, &bundle, "quarantined").await;
    album
        .step(
            &pusat,
            "inbox",
            "Headquarters: whole, but nobody has vouched for the signer yet.",
        )
        .await;
    walk::trust_device(&pusat, &card).await;
    album
        .step(
            &pusat,
            "devices",
            "The desk's twelve groups were compared; what waited is taken in.",
        )
        .await;
    walk::tab(&pusat, "cases").await;
    pusat.click("tr[data-case] button").await;
    pusat.find("[data-testid=\"case\"]").await;
    album
        .step(&pusat, "case", "One case; names stay hidden.")
        .await;
    walk::tab(&pusat, "insights").await;
    pusat.find("[data-key=\"kh\"]").await;
    album
        .step(&pusat, "insights", "Counts, with their unknowns.")
        .await;

    app.close().await;
    pusat.close().await;
    keep(&field.data(), &folder);
    keep(&hq.data(), &folder);
    let kept = folder.join(bundle.file_name().expect("the bundle's name"));
    fs::copy(&bundle, &kept).expect("the bundle");
    println!(
        "The windows closed, the vaults locked. Pictures, vaults and the bundle: {}",
        folder.display()
    );
    println!("Every vault opens with: {}", walk::PASSPHRASE);
}

/// The interview, with a picture of each kind of screen.
async fn interview(app: &App, album: &mut Album) {
    for (until, name, what) in [
        (
            "/data/triage/t_need",
            "triage",
            "The triage: one page, answered by keys.",
        ),
        (
            "/data/person/sex",
            "question",
            "One question at a time, in two languages.",
        ),
        ("/data/person/birth_date", "date", "A date in three fields."),
        (
            "/data/journey/country_exploitation",
            "country",
            "A long list, with the two unknowns below.",
        ),
        (
            "/data/freedom/passport_holder",
            "choice",
            "Documents and freedom.",
        ),
    ] {
        walk::lead(app, Some(until)).await;
        album.step(app, name, what).await;
    }
    walk::hide(app).await;
    album
        .step(app, "hidden", "Esc Esc: the neutral screen.")
        .await;
    walk::come_back(app).await;
    walk::lead(app, None).await;
    album
        .step(app, "end", "Every question was gone through.")
        .await;
}

/// Copies the vaults of a laptop beside the pictures.
fn keep(data: &Path, folder: &Path) {
    for entry in fs::read_dir(data).expect("the vaults").flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.join(entry.file_name())).expect("a vault");
        }
    }
}
