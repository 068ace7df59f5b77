//! The whole day: an officer leads a person through the interview in Khmer beside Indonesian, the laptop dies in the
//! middle of a question, nothing is lost; the bundle travels; headquarters sees the finding and the count.

use saring_tests::journey as walk;
use saring_tests::limit::soon;
use saring_tests::{App, Machine};
use serde_json::{Value, json};
use std::fs;

async fn to_the_middle_of_a_question(machine: &Machine) -> Vec<String> {
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    walk::start_interview(&app, "Khmer (km)").await;
    let answered = walk::lead(&app, Some("/data/journey/country_exploitation")).await;
    // The last one was chosen and shown as chosen; the saved mark says when it was kept.
    settled(&app).await;
    app.kill();
    answered
}

/// Waits until nothing that was given is still on its way.
async fn settled(app: &App) {
    let saved = "[data-testid=\"saved\"]:not([data-saved-at=\"\"])";
    let settled = async || {
        let open = app.invoke("home", json!({})).await.unwrap();
        let begun = open["unfinished"][0]["id"].is_string();
        (begun && app.has(saved).await).then_some(())
    };
    soon(settled).await.expect("it settles");
}

#[tokio::test]
async fn an_interview_survives_a_power_cut_and_is_counted_at_headquarters() {
    whole().await;
}

/// The whole day, for the test without a network too.
pub(crate) async fn whole() {
    let field = Machine::new();
    let answered = to_the_middle_of_a_question(&field).await;
    assert!(answered.len() > 20, "{answered:?}");

    // Every answer that was given is there after the power cut, and the interview stands where it stood.
    let app = field.launch().await;
    walk::unlock(&app, "bukan kata sandi itu").await;
    app.see("Kata sandi").await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    walk::unlock(&app, walk::PASSPHRASE).await;
    app.click("[data-testid=\"unfinished\"]").await;
    app.find("[data-testid=\"interview\"]").await;
    app.find("[data-testid=\"question\"][data-reference=\"/data/journey/country_exploitation\"]")
        .await;
    let id = walk::unfinished(&app).await;
    for (reference, value) in walk::kept(&app, &id, &answered).await {
        let (_, given) = walk::ANSWERS
            .iter()
            .find(|(known, _)| *known == reference)
            .unwrap();
        assert_eq!(value, *given, "{reference}");
    }
    let at = json!({ "id": id, "to": { "where": "to", "reference": "/data/journey/country_exploitation" } });
    app.invoke("interview_go", at).await.unwrap();

    // Hidden and back; then to the end, the review, the signature.
    walk::hide(&app).await;
    assert_eq!(app.title().await, "Saring");
    walk::come_back(&app).await;
    walk::lead(&app, None).await;
    walk::conclude(&app, "indicated", walk::SAID[2]).await;
    app.find("[data-finding=\"legal_elements\"][data-state=\"true\"]")
        .await;
    walk::sign(&app).await;
    app.click("[data-testid=\"review-done\"]").await;

    // Headquarters' card comes to the desk, the desk's card and bundle go to headquarters.
    let hq = Machine::new();
    let pusat = hq.launch().await;
    walk::create_vault(&pusat, "Pusat", "Maya H.", "Direktorat", "headquarters").await;
    walk::tab(&pusat, "devices").await;
    let invitation = walk::write_card(&pusat, &hq.stick()).await;

    walk::tab(&app, "send").await;
    let card = walk::write_card(&app, &field.stick()).await;
    walk::trust_headquarters(&app, &invitation).await;
    let bundle = walk::export(&app, &field.stick()).await;

    walk::import(&pusat, &bundle, "quarantined").await;
    walk::trust_device(&pusat, &card).await;
    walk::import(&pusat, &bundle, "repeated").await;

    let counts = walk::insights(&pusat).await;
    assert_eq!(counts["interviews"], 1);
    assert_eq!(
        counts["by_country"]["rows"],
        json!([{ "key": "kh", "label": "Kamboja", "count": 1 }])
    );
    walk::tab(&pusat, "insights").await;
    pusat.find("[data-key=\"kh\"][data-count=\"1\"]").await;
    walk::tab(&pusat, "cases").await;
    pusat.click("tr[data-case] button").await;
    pusat
        .find("[data-finding=\"legal_elements\"][data-state=\"true\"]")
        .await;
    pusat
        .find("[data-finding=\"non_punishment\"][data-state=\"true\"]")
        .await;
    assert!(
        !pusat.text("body").await.contains(walk::SAID[0]),
        "a name is hidden"
    );

    refused_and_recognised(&pusat, &hq, &bundle).await;

    app.close().await;
    pusat.close().await;
    for machine in [&field, &hq] {
        assert_eq!(
            walk::words_in_the_clear(machine),
            Vec::<std::path::PathBuf>::new()
        );
    }
    let vault = fs::read(field.data().join("Meja 1.saring-vault")).unwrap();
    assert!(!vault.starts_with(b"SQLite format 3"));
}

/// A flipped byte, a cut, somebody else's bundle: each with its own reason, nothing half imported.
async fn refused_and_recognised(pusat: &App, hq: &Machine, bundle: &std::path::Path) {
    let whole = fs::read(bundle).unwrap();
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for (name, bytes, reasons) in [
        ("flipped.saring", flipped, vec!["damaged"]),
        (
            "cut.saring",
            whole[..whole.len() / 2].to_vec(),
            vec!["cut-off", "damaged"],
        ),
        ("note.saring", b"hello".to_vec(), vec!["not-a-bundle"]),
    ] {
        let path = hq.stick().join(name);
        fs::write(&path, bytes).unwrap();
        let arrival: Value = pusat
            .invoke("inbox_import", json!({ "path": path }))
            .await
            .unwrap();
        assert_eq!(arrival["state"], "refused", "{arrival}");
        let reason = arrival["reason"].as_str().unwrap();
        assert!(reasons.contains(&reason), "{name}: {reason}");
        assert_eq!(arrival["interviews"], Value::Null);
    }
    assert_eq!(
        walk::insights(pusat).await["interviews"],
        1,
        "nothing was counted twice or by half"
    );
}
