//! What officers and supervisors do in the window, step by step: vaults, an interview, keys compared, a bundle on a
//! stick, counts. The desktop test and the tour walk the same steps.

use crate::app::App;
use crate::limit::soon;
use crate::machine::Machine;
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// What unlocks every vault of a journey.
pub const PASSPHRASE: &str = "tujuh payung di gudang";

/// Words typed into the interview that must stand nowhere in the clear.
pub const SAID: [&str; 3] = [
    "Penanda-Nama-7731",
    "Penanda-Tempat-4410",
    "Penanda-Alasan-9902",
];

/// The answers of somebody who was forced to deceive people online in Cambodia, by reference; selects by choice name,
/// several with spaces between.
pub const ANSWERS: [(&str, &str); 48] = [
    ("/data/consent/consent_interview", "yes"),
    ("/data/consent/consent_share", "yes"),
    ("/data/consent/consent_referral", "yes"),
    ("/data/consent/consent_statistics", "yes"),
    ("/data/consent/consent_law_enforcement", "no"),
    ("/data/triage/t_private", "yes"),
    ("/data/triage/t_companion", "no"),
    ("/data/triage/t_medical", "no"),
    ("/data/triage/t_hurt", "declined"),
    ("/data/triage/t_age", "adult"),
    ("/data/triage/t_documents", "yes"),
    ("/data/triage/t_movement", "not_allowed"),
    ("/data/triage/t_threat", "yes"),
    ("/data/triage/t_debt", "yes"),
    ("/data/triage/t_promise", "different"),
    ("/data/triage/t_tonight", "yes"),
    ("/data/triage/t_need", "food contact"),
    ("/data/person/full_name", SAID[0]),
    ("/data/person/sex", "male"),
    ("/data/person/birth_date", "2001-05-14"),
    ("/data/person/citizenship", "id"),
    ("/data/recruitment/recruitment_channel", "social_media"),
    ("/data/recruitment/differs", "job place"),
    ("/data/recruitment/knew_work", "not_known"),
    ("/data/recruitment/recruit_pressure", "none"),
    ("/data/journey/travel_arranged", "recruiter"),
    ("/data/journey/country_exploitation", "kh"),
    ("/data/journey/places[1]/place_name", SAID[1]),
    ("/data/journey/places[1]/place_kind", "compound"),
    ("/data/journey/places[1]/place_country", "kh"),
    ("/data/journey/places[1]/place_months", "7"),
    ("/data/journey/places[1]/place_leave", "not_allowed"),
    ("/data/freedom/passport_holder", "employer"),
    ("/data/freedom/passport_asked", "refused"),
    ("/data/freedom/stopped_by", "locked guards"),
    ("/data/work/actual_work", "computer"),
    ("/data/work/hours_day", "15"),
    ("/data/work/days_week", "7"),
    ("/data/work/made_to", "deceive_online"),
    ("/data/work/could_refuse", "could_not"),
    ("/data/work/refusal", "hurt"),
    ("/data/pay_debt/pay_received", "nothing"),
    ("/data/control/threats", "violence family"),
    ("/data/control/sexual_force", "declined"),
    ("/data/control/afraid_now", "no"),
    ("/data/leaving/asked_leave", "yes"),
    ("/data/leaving/leave_answer", "refused"),
    ("/data/needs/safe_home", "unknown"),
];

/// What the page calls a thing, as a selector.
#[must_use]
pub fn hook(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}

/// Makes a vault at the door and waits until its first screen stands.
pub async fn create_vault(app: &App, label: &str, officer: &str, station: &str, role: &str) {
    // The first start offers a new vault by itself; later starts show the vaults that there are.
    app.find(&format!("{}, {}", hook("create-form"), hook("vault")))
        .await;
    if !app.has(&hook("create-form")).await {
        app.click(&hook("door-new")).await;
    }
    app.click(&format!("{}[data-choice=\"{role}\"]", hook("create-role")))
        .await;
    for (field, text) in [
        ("create-label", label),
        ("create-officer", officer),
        ("create-station", station),
        ("create-passphrase", PASSPHRASE),
        ("create-again", PASSPHRASE),
    ] {
        app.type_into(&hook(field), text).await;
    }
    app.click(&hook("create")).await;
    app.find(&hook("hide")).await;
}

/// Unlocks the vault that stands first at the door.
pub async fn unlock(app: &App, passphrase: &str) {
    app.type_into(&hook("passphrase"), passphrase).await;
    app.click(&hook("unlock")).await;
}

/// Begins an interview with the next person, the officer's Indonesian beside the person's language.
pub async fn start_interview(app: &App, person_language: &str) {
    let options = app.find(&hook("person-language")).await;
    options
        .select_by_value(person_language)
        .await
        .expect("the person's language");
    app.click(&hook("start")).await;
    app.find(&hook("interview")).await;
}

fn question(reference: &str) -> String {
    format!("[data-testid=\"question\"][data-reference=\"{reference}\"]")
}

/// Whether a question of this name stands on the screen.
pub async fn asks(app: &App, reference: &str) -> bool {
    app.has(&question(reference)).await
}

/// Answers one question that stands on the screen, by choosing or by typing.
pub async fn answer(app: &App, reference: &str, value: &str) {
    let at = question(reference);
    let choice = |name: &str| format!("{at} [data-testid=\"choice\"][data-choice=\"{name}\"]");
    let first = value.split(' ').next().unwrap_or_default();
    // Whatever it is answered by, once it is there.
    let ways =
        ["choice", "filter", "answer-day", "answer"].map(|way| format!("{at} {}", hook(way)));
    app.find(&ways.join(", ")).await;
    if app.has(&format!("{at} [data-testid=\"choice\"]")).await
        || app.has(&format!("{at} [data-testid=\"filter\"]")).await
    {
        for name in value.split(' ') {
            let chosen = format!("{}[data-chosen=\"true\"]", choice(name));
            // A second click on one of several would take it back.
            if !app.has(&chosen).await {
                app.click(&choice(name)).await;
                app.find(&chosen).await;
            }
        }
    } else if app.has(&format!("{at} {}", hook("answer-day"))).await {
        let parts: Vec<&str> = value.split('-').collect();
        write(
            app,
            &format!("{at} {}", hook("answer-day")),
            parts[2].trim_start_matches('0'),
        )
        .await;
        write(
            app,
            &format!("{at} {}", hook("answer-month")),
            parts[1].trim_start_matches('0'),
        )
        .await;
        write(app, &format!("{at} {}", hook("answer-year")), parts[0]).await;
    } else {
        write(
            app,
            &format!("{at} {}", hook("answer")),
            if first == value { first } else { value },
        )
        .await;
    }
}

/// Types into a field that does not hold this yet.
async fn write(app: &App, css: &str, text: &str) {
    let held = app.find(css).await.prop("value").await.expect("a field");
    if held.as_deref() != Some(text) {
        app.type_into(css, text).await;
    }
}

/// Goes on. The step that follows has another reference or kind.
pub async fn next(app: &App) {
    let before = here(app).await;
    app.click(&hook("next")).await;
    let changed = async || {
        let now = here(app).await;
        (now != before && !now.is_empty()).then_some(())
    };
    if soon(changed).await.is_none() {
        app.give_up(&format!("the step did not change from {before}"))
            .await;
    }
}

/// The step on the screen: every reference that is shown.
pub async fn here(app: &App) -> String {
    let script = "return [...document.querySelectorAll('[data-testid=question],[data-testid=repeat],[data-testid=end],[data-testid=page]')].map((e) => e.dataset.testid + ' ' + (e.dataset.reference ?? '')).join('\\n')";
    app.script(script, vec![])
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Leads the person from where the interview stands to its end, or until a question of this name was answered. Returns
/// the references that were answered.
pub async fn lead(app: &App, until: Option<&str>) -> Vec<String> {
    let mut answered = Vec::new();
    for _ in 0..150 {
        app.find(&["question", "repeat", "end"].map(hook).join(", "))
            .await;
        let shown = here(app).await;
        if shown.starts_with("end") {
            return answered;
        }
        for reference in shown
            .lines()
            .filter_map(|line| line.strip_prefix("question "))
        {
            let Some((_, value)) = ANSWERS.iter().find(|(known, _)| *known == reference) else {
                continue;
            };
            answer(app, reference, value).await;
            answered.push(reference.to_owned());
            if until == Some(reference) {
                return answered;
            }
        }
        if shown.starts_with("repeat") && !answered.iter().any(|r| r.contains("/places[1]/")) {
            app.click(&hook("repeat-instance")).await;
            app.find(&question("/data/journey/places[1]/place_name"))
                .await;
            continue;
        }
        next(app).await;
    }
    panic!("no way to the end: {}", here(app).await);
}

/// What the vault holds of the interview on the screen, asked of the host: every answered reference with its value.
pub async fn kept(app: &App, id: &str, references: &[String]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for reference in references {
        let to = json!({ "id": id, "to": { "where": "to", "reference": reference } });
        let view = app
            .invoke("interview_go", to)
            .await
            .expect("the host's view of a question");
        let questions = view["step"]["questions"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let found = questions
            .iter()
            .find(|q| q["reference"] == reference.as_str());
        let value = found.map(|q| q["value"].as_str().unwrap_or_default().to_owned());
        out.push((reference.clone(), value.unwrap_or_default()));
    }
    out
}

/// The unfinished interview's id.
pub async fn unfinished(app: &App) -> String {
    let home = app.invoke("home", json!({})).await.expect("the home");
    home["unfinished"][0]["id"]
        .as_str()
        .expect("an unfinished interview")
        .to_owned()
}

/// From the end of the interview to the signed conclusion.
pub async fn conclude(app: &App, kind: &str, reason: &str) {
    app.click(&hook("review")).await;
    app.find(&format!(
        "[data-testid=\"review\"] {}",
        hook(&format!("conclusion-{kind}"))
    ))
    .await;
    app.script(
        "document.querySelector(`[data-testid=conclusion-${arguments[0]}]`).click()",
        vec![json!(kind)],
    )
    .await;
    app.type_into(&hook("reason"), reason).await;
}

/// Signs what was concluded.
pub async fn sign(app: &App) {
    app.click(&hook("sign")).await;
    app.find(&hook("signed")).await;
}

/// Chooses a file in the browser that is open, and waits until the page behind it can be used again.
pub async fn pick_file(app: &App, path: &Path) {
    go_to(app, path).await;
    app.gone(&hook("browser")).await;
}

async fn go_to(app: &App, path: &Path) {
    clear_path(app).await;
    app.type_into(&hook("browser-path"), &path.to_string_lossy())
        .await;
    app.click(&hook("browser-go")).await;
}

/// Chooses a folder in the browser that is open.
pub async fn pick_folder(app: &App, path: &Path) {
    go_to(app, path).await;
    app.click(&hook("browser-choose")).await;
    app.gone(&hook("browser")).await;
}

async fn clear_path(app: &App) {
    let field = app.find(&hook("browser-path")).await;
    // The path of the first folder arrives a moment after the browser opens.
    app.at_rest().await;
    field.clear().await.expect("an empty field");
}

/// Opens a tab of home or headquarters.
pub async fn tab(app: &App, name: &str) {
    app.gone("dialog[open]").await;
    app.at_rest().await;
    app.find(&hook(&format!("tab-{name}"))).await;
    // The bar is drawn anew whenever its counts change, under a pointer that is already on its way.
    app.script(
        "document.querySelector(`[data-testid=tab-${arguments[0]}]`).click()",
        vec![json!(name)],
    )
    .await;
    app.find(&format!(
        "{}[aria-current=\"page\"]",
        hook(&format!("tab-{name}"))
    ))
    .await;
}

/// Writes this desk's card into a folder and says where it lies.
pub async fn write_card(app: &App, folder: &Path) -> PathBuf {
    app.click(&hook("card-write")).await;
    pick_folder(app, folder).await;
    app.find(&hook("card-written")).await;
    only(folder, "saring-card-")
}

/// Reads a headquarters' card and compares its twelve groups.
pub async fn trust_headquarters(app: &App, card: &Path) {
    app.click(&hook("peer-add")).await;
    pick_file(app, card).await;
    app.type_into(&hook("peer-reader"), "Maya, telepon 10.40")
        .await;
    app.click(&hook("peer-same")).await;
    app.find(&hook("export")).await;
}

/// Seals what is ready into a folder and says where the bundle lies.
pub async fn export(app: &App, folder: &Path) -> PathBuf {
    app.click(&hook("export")).await;
    pick_folder(app, folder).await;
    let written = app.find(&hook("written")).await;
    let path = written
        .attr("data-path")
        .await
        .expect("an attribute")
        .expect("a path");
    PathBuf::from(path)
}

/// Reads a bundle at headquarters and waits until it stands in the inbox in this state.
pub async fn import(app: &App, bundle: &Path, state: &str) {
    tab(app, "inbox").await;
    app.click(&hook("import")).await;
    pick_file(app, bundle).await;
    app.find(&format!("[data-arrival][data-state=\"{state}\"]"))
        .await;
}

/// Reads a desk's card at headquarters and compares its twelve groups.
pub async fn trust_device(app: &App, card: &Path) {
    tab(app, "devices").await;
    app.click(&hook("device-add")).await;
    pick_file(app, card).await;
    app.type_into(&hook("device-reader"), "Kepala pos, telepon 10.45")
        .await;
    app.click(&hook("device-same")).await;
    app.find("[data-device][data-state=\"trusted\"]").await;
}

/// The counts that headquarters sees.
pub async fn insights(app: &App) -> Value {
    app.invoke("insights", json!({})).await.expect("the counts")
}

/// Hides everything: Esc Esc.
///
/// # Panics
/// When anything else can still be seen.
pub async fn hide(app: &App) {
    let escape = char::from(Key::Escape).to_string();
    app.keys(&format!("{escape}{escape}")).await;
    app.find(&hook("hidden-pin")).await;
    is_hidden(app).await;
}

/// What lies on top at no place of the window but the neutral screen, and what has the focus elsewhere.
const BESIDE_THE_NEUTRAL_SCREEN: &str = r#"
    const screen = document.querySelector('[data-testid="hidden-pin"]')?.closest('dialog');
    const beside = document.activeElement?.dataset.testid === 'hidden-pin' ? [] : ['the focus'];
    for (let x = 4; x < innerWidth; x += 32)
      for (let y = 4; y < innerHeight; y += 32) {
        const hit = document.elementFromPoint(x, y);
        if (!screen?.contains(hit)) beside.push(`${x} ${y} ${hit?.tagName} ${hit?.innerText?.slice(0, 20)}`);
      }
    return beside.slice(0, 3);
"#;

/// That nothing can be seen but the neutral screen, and that what is typed goes there.
///
/// # Panics
/// With what can be seen.
pub async fn is_hidden(app: &App) {
    let beside = app.script(BESIDE_THE_NEUTRAL_SCREEN, vec![]).await;
    assert_eq!(beside, json!([]), "beside the neutral screen");
}

/// Takes the neutral screen away.
pub async fn come_back(app: &App) {
    app.type_into(&hook("hidden-pin"), PASSPHRASE).await;
    app.key(Key::Enter).await;
    app.gone(&hook("hidden-pin")).await;
}

/// The only file of a folder whose name begins so.
///
/// # Panics
/// When there is none or more than one.
#[must_use]
pub fn only(folder: &Path, begins: &str) -> PathBuf {
    let found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(begins))
        })
        .collect();
    assert_eq!(
        found.len(),
        1,
        "{begins}* in {}: {found:?}",
        folder.display()
    );
    found.into_iter().next().unwrap_or_default()
}

/// Files under a machine's home that hold any of the words that were typed.
#[must_use]
pub fn words_in_the_clear(machine: &Machine) -> Vec<PathBuf> {
    SAID.iter()
        .flat_map(|word| crate::traces::find(machine.home(), word))
        .collect()
}
