//! The app's window, found, clicked and typed into as a person would; it reads no inner state of the page.

use crate::driver;
use crate::group::Group;
use crate::limit::{self, within};
use crate::machine::Machine;
use crate::places::target;
use crate::tongue::Sentence;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::cell::Cell;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Waits for two frames, so that a picture shows what the page has just become.
const TWO_FRAMES: &str = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(null)));";

/// Calls the host as the page does and gives back `{"ok": ...}` or `{"err": ...}`.
const INVOKE: &str = "const [command, args, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, args).then((ok) => done({ ok }), (err) => done({ err }));";

/// The running app. Dropping it ends the app, its web processes and the driver.
#[derive(Debug)]
pub struct App {
    page: Client,
    group: Group,
    program: PathBuf,
    /// Where the app lets a driver in, as `ADDRESS:PORT`; the same for every process that takes its place.
    entrance: Option<String>,
    /// When Esc was pressed last.
    escaped: Cell<Option<Instant>>,
    /// The drivers of such processes. The first one started the app, and its group is the app's.
    followers: Vec<Group>,
}

impl App {
    /// Starts a driver, which starts the app, and waits for the first page.
    ///
    /// # Panics
    /// When the window does not come.
    pub async fn launch(machine: &Machine, program: &Path) -> Self {
        let wanted = json!({ "binary": program, "args": [] });
        let started = driver::start(machine, &[], wanted).await;
        let (group, page) = started.expect("a session");
        let mut app = Self {
            page,
            group,
            program: program.to_owned(),
            entrance: None,
            escaped: Cell::new(None),
            followers: Vec::new(),
        };
        app.fill_screen(machine).await;
        app.entrance = driver::entrance(&app.group);
        app
    }

    /// Follows the app into the process that takes the place of the ones that ran before: the door after a lock. Another
    /// driver comes in where the first one was let in.
    ///
    /// # Panics
    /// When no new process shows its first page.
    pub async fn follow(mut self, machine: &Machine, before: &[i32]) -> Self {
        limit::until("a new process", || {
            let now = self.processes();
            (!now.is_empty() && now.iter().all(|id| !before.contains(id))).then_some(())
        });
        let entrance = self.entrance.clone().expect("a way in for a driver");
        limit::until("the new process lets a driver in", || {
            TcpStream::connect(&entrance).ok()
        });
        // It may listen before it has a page that can be driven.
        let target = [format!("--target={entrance}")];
        let led = limit::soon(async || driver::start(machine, &target, json!({})).await.ok()).await;
        let (group, page) = led.expect("a session");
        self.page = page;
        self.followers.push(group);
        self.fill_screen(machine).await;
        self
    }

    /// Waits for the first page. Where no window manager sees to it, a window may be wider than its screen.
    async fn fill_screen(&self, machine: &Machine) {
        self.find("body").await;
        let (width, height) = machine.size();
        let sized = self.page.set_window_rect(0, 0, width, height);
        within("the window's size", sized)
            .await
            .expect("a window as large as the screen");
    }

    /// The page's title.
    pub async fn title(&self) -> String {
        within("title", self.page.title()).await.expect("a title")
    }

    /// The first element this CSS selector finds, once there is one.
    pub async fn find(&self, css: &str) -> Element {
        self.element(Locator::Css(css)).await
    }

    /// True when the selector finds something now.
    pub async fn has(&self, css: &str) -> bool {
        self.count(css).await > 0
    }

    /// True when the first element found is drawn, where a window of this width has it at all.
    pub async fn draws(&self, css: &str) -> bool {
        let drawn = "return document.querySelector(arguments[0])?.checkVisibility() ?? false";
        self.script(drawn, vec![json!(css)]).await == true
    }

    /// How much the selector finds now.
    pub async fn count(&self, css: &str) -> usize {
        let found = within(css, self.page.find_all(Locator::Css(css))).await;
        found.expect("a search").len()
    }

    /// Waits until the selector finds so much.
    ///
    /// # Panics
    /// When it finds more or less at the end of the wait.
    pub async fn count_is(&self, css: &str, wanted: usize) {
        let so_much = async || (self.count(css).await == wanted).then_some(());
        if limit::soon(so_much).await.is_some() {
            return;
        }
        self.give_up(&format!("not {wanted} of {css}")).await;
    }

    /// Waits until the selector finds nothing any more.
    ///
    /// # Panics
    /// When it still finds something at the end of the wait.
    pub async fn gone(&self, css: &str) {
        self.count_is(css, 0).await;
    }

    /// What a person reads in the first element found.
    pub async fn text(&self, css: &str) -> String {
        within(css, self.find(css).await.text())
            .await
            .expect("a text")
    }

    /// Waits until the first element found lies within the window, and under nothing.
    ///
    /// # Panics
    /// When it does not at the end of the wait.
    pub async fn in_sight(&self, css: &str) {
        let seen = "const at = document.querySelector(arguments[0]);
            const { top, bottom, left, right } = at.getBoundingClientRect();
            const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            return top >= 0 && bottom <= innerHeight && at.contains(hit);";
        let so = async || {
            let seen = self.script(seen, vec![json!(css)]).await;
            (seen == true).then_some(())
        };
        if limit::soon(so).await.is_some() {
            return;
        }
        self.give_up(&format!("{css} is out of sight")).await;
    }

    /// Waits until this text stands somewhere on the page.
    pub async fn see(&self, text: &str) {
        self.element(Locator::XPath(&format!(
            "//body//*[contains(normalize-space(.), {})]",
            quoted(text)
        )))
        .await;
    }

    /// Waits until the page says this somewhere.
    ///
    /// # Panics
    /// When it does not at the end of the wait.
    pub async fn says(&self, sentence: &Sentence) {
        let so = async || sentence.is_in(&self.text("body").await).then_some(());
        if limit::soon(so).await.is_some() {
            return;
        }
        self.give_up(&format!("the page does not say {sentence:?}"))
            .await;
    }

    /// Waits until the first element found says this and nothing else.
    ///
    /// # Panics
    /// When it says something else at the end of the wait.
    pub async fn says_in(&self, css: &str, sentence: &Sentence) {
        let said = "return document.querySelector(arguments[0])?.innerText ?? ''";
        let so = async || {
            let said = self.script(said, vec![json!(css)]).await;
            sentence.is(said.as_str().unwrap_or_default()).then_some(())
        };
        if limit::soon(so).await.is_some() {
            return;
        }
        self.give_up(&format!("{css} does not say {sentence:?}"))
            .await;
    }

    /// True when this text stands on the page now.
    pub async fn shows(&self, text: &str) -> bool {
        self.text("body").await.contains(text)
    }

    /// Waits until the page awaits no answer of the program: what is drawn when one comes moves under the pointer.
    /// Not for ever, because long work has a button that calls it off.
    pub async fn at_rest(&self) {
        let awaited = "return document.documentElement?.dataset.awaited ?? '0'";
        for _ in 0..100 {
            if self.script(awaited, vec![]).await == "0" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Clicks the first element found; of a radio button or a tick box, which nobody sees, the label around it.
    pub async fn click(&self, css: &str) {
        self.at_rest().await;
        let found = self.find(css).await;
        let label =
            Locator::XPath("self::input[@type='radio' or @type='checkbox']/ancestor::label");
        let seen = within(css, found.find(label)).await.unwrap_or(found);
        // The driver counts what lies under the bar at the foot as seen; a person scrolls it up first.
        let scroll = "arguments[0].scrollIntoView({ block: 'center' }); return null;";
        self.script(
            scroll,
            vec![serde_json::to_value(&seen).expect("an element")],
        )
        .await;
        for _ in 0..5 {
            if within(css, seen.click()).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        // The driver sometimes refuses a pointer after a modal dialog has closed; the element then gets its click from
        // the page. One that is not there, or cannot be pressed, does not change what the journey looks for next.
        if self.has(css).await {
            let press = "arguments[0].click(); return null;";
            self.script(
                press,
                vec![serde_json::to_value(&seen).expect("an element")],
            )
            .await;
        } else {
            self.give_up(&format!("no click on {css}")).await;
        }
    }

    /// Clicks the button, link, tab or choice on which this text stands.
    pub async fn press(&self, text: &str) {
        let path = format!(
            "//*[self::button or self::a or self::label or self::summary or @role='button' or @role='tab' or \
             @role='radio' or @role='checkbox' or @role='option'][contains(normalize-space(.), {0}) or @aria-label={0}]",
            quoted(text)
        );
        let element = self.element(Locator::XPath(&path)).await;
        within(text, element.click()).await.expect("a click");
    }

    /// Types into the field that carries this label.
    pub async fn fill(&self, label: &str, text: &str) {
        let path = format!(
            "//*[self::input or self::textarea][@id=//label[contains(normalize-space(.), {0})]/@for or \
             ancestor::label[contains(normalize-space(.), {0})] or @aria-label={0}]",
            quoted(label)
        );
        let element = self.element(Locator::XPath(&path)).await;
        within(label, element.send_keys(text))
            .await
            .expect("typing");
    }

    /// Types into the first element found.
    pub async fn type_into(&self, css: &str, text: &str) {
        self.at_rest().await;
        within(css, self.find(css).await.send_keys(text))
            .await
            .expect("typing");
    }

    /// Types into whatever has the focus, as on a keyboard.
    pub async fn keys(&self, text: &str) {
        let focus = within("focus", self.page.active_element())
            .await
            .expect("something with the focus");
        within("keys", focus.send_keys(text)).await.expect("typing");
    }

    /// Presses keys one after another, whatever has the focus, while others are held down.
    pub async fn strike(&self, held: &[Key], keys: &str) {
        let struck = self.page.perform_actions(strokes(held, keys));
        within("keys", struck).await.expect("keys that are pressed");
    }

    /// Presses Esc once. Twice within 600 ms would hide everything, so that another is waited for.
    pub async fn escape(&self) {
        if let Some(last) = self.escaped.get() {
            let since = last.elapsed();
            tokio::time::sleep(Duration::from_millis(700).saturating_sub(since)).await;
        }
        self.strike(&[], &char::from(Key::Escape).to_string()).await;
        self.escaped.set(Some(Instant::now()));
    }

    /// As [`App::strike`], where the page ends before it could answer.
    pub async fn strike_last(&self, held: &[Key], keys: &str) {
        // The driver may lose the page before it has said so.
        let _ = within("keys", self.page.perform_actions(strokes(held, keys))).await;
    }

    /// Presses one key that is not a letter.
    pub async fn key(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// Runs a script in the page; it ends with `return`.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        within("script", self.page.execute(script, arguments))
            .await
            .expect("a script's answer")
    }

    /// Asks the host for a command that ends the page before it could answer.
    pub async fn invoke_last(&self, command: &str) {
        let ask = "window.__TAURI_INTERNALS__.invoke(arguments[0]); return null;";
        // The driver may lose the page before it has said so.
        let _ = within("script", self.page.execute(ask, vec![json!(command)])).await;
    }

    /// Asks the host for a command, past the interface.
    ///
    /// # Errors
    /// What the host answers when it refuses.
    pub async fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let answer = within(
            command,
            self.page
                .execute_async(INVOKE, vec![json!(command), arguments]),
        )
        .await;
        let mut answer = answer.expect("an answer from the host");
        match answer.get_mut("err").map(Value::take) {
            Some(refused) => Err(refused),
            None => Ok(answer.get_mut("ok").map(Value::take).unwrap_or_default()),
        }
    }

    /// A picture of the page as PNG, taken once it is painted.
    pub async fn screenshot(&self) -> Vec<u8> {
        within(
            "two frames",
            self.page.execute_async(TWO_FRAMES, Vec::new()),
        )
        .await
        .expect("two frames");
        within("screenshot", self.page.screenshot())
            .await
            .expect("a screenshot")
    }

    /// Ids of the app's own processes, without the web view's.
    #[must_use]
    pub fn processes(&self) -> Vec<i32> {
        self.group.running(&self.program)
    }

    /// Ids of the app's processes and of its web view's, by the names of their programs.
    #[must_use]
    pub fn all_processes(&self) -> Vec<(i32, String)> {
        family(&self.group)
    }

    /// Ends the app as a power cut would and waits until it is gone.
    pub fn kill(self) {
        self.group.kill(&self.processes());
        limit::until("the app is gone", || {
            self.processes().is_empty().then_some(())
        });
    }

    /// Ends the page's process, as the system does when memory runs out.
    pub fn kill_page(&self) {
        let pages = self.group.running_name("WebKitWebProcess");
        assert!(!pages.is_empty(), "no process of a page");
        self.group.kill(&pages);
    }

    /// Waits until another process of the app has taken the place of the one that runs now; the driver has lost it.
    pub fn replaced(self, before: &[i32]) -> Group {
        limit::until("a new process", || {
            let now = self.processes();
            (!now.is_empty() && now.iter().all(|id| !before.contains(id))).then_some(())
        });
        self.group
    }

    /// Ends the page, as a driver does, and waits until the app has ended by itself. The window is not asked first.
    pub async fn close(self) {
        // The driver loses the page while it answers; that the process ends is what counts.
        let _ = within("close", self.page.clone().close_window()).await;
        self.ended();
    }

    /// Waits until the app has ended by itself.
    pub fn ended(self) {
        let name = self.program.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        limit::until("the app has ended", || {
            (!self.group.holds(&name)).then_some(())
        });
    }

    async fn element(&self, what: Locator<'_>) -> Element {
        match self
            .page
            .wait()
            .at_most(limit::CALL)
            .for_element(what)
            .await
        {
            Ok(found) => found,
            Err(error) => {
                self.give_up(&format!("{what:?} is not on the page: {error}"))
                    .await
            }
        }
    }

    /// Fails the test, leaving a picture of what stood on the screen.
    ///
    /// # Panics
    /// Always.
    pub async fn give_up(&self, why: &str) -> ! {
        let file = target().join(format!("desktop/failed-{}.png", self.group.leads()));
        let picture = self.page.screenshot();
        let kept = tokio::time::timeout(limit::CALL, picture)
            .await
            .ok()
            .and_then(Result::ok);
        let kept = kept.is_some_and(|png| std::fs::write(&file, png).is_ok());
        panic!(
            "{why}{}",
            if kept {
                format!(" (screen: {})", file.display())
            } else {
                String::new()
            }
        );
    }
}

fn strokes(held: &[Key], keys: &str) -> KeyActions {
    let down = |value| KeyAction::Down { value };
    let up = |value| KeyAction::Up { value };
    let held: Vec<char> = held.iter().copied().map(char::from).collect();
    let pressed = held.iter().copied().map(down);
    let struck = keys.chars().flat_map(|key| [down(key), up(key)]);
    let let_go = held.iter().rev().copied().map(up);
    let mut actions = KeyActions::new("keyboard".to_owned());
    for action in pressed.chain(struck).chain(let_go) {
        actions = actions.then(action);
    }
    actions
}

/// A string as XPath writes it, which knows no escapes.
fn quoted(text: &str) -> String {
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{part}\"")).collect();
    if parts.len() == 1 {
        parts.concat()
    } else {
        format!("concat({})", parts.join(", '\"', "))
    }
}

/// The processes of an app and of its web view that run in this group; not the driver's, which types.
#[must_use]
pub fn family(group: &Group) -> Vec<(i32, String)> {
    ["saring-desktop", "WebKitWebProcess", "WebKitNetworkProcess"]
        .into_iter()
        .flat_map(|name| {
            let running = group.running_name(name).into_iter();
            running.map(|id| (id, name.to_owned())).collect::<Vec<_>>()
        })
        .collect()
}
