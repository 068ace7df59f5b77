//! Hands on a keyboard and nothing else. Keys go to whatever has the focus, and keys alone move it, so that whatever is
//! done here can be done without a pointer; and wherever the focus comes to rest it can be seen.

use crate::app::App;
use crate::limit::soon;
use fantoccini::key::Key;
use serde_json::{Value, json};

/// More stops than any screen has.
const MOST: usize = 200;

/// What has the focus, and whether it is what was looked for: the thing itself, something in it, or, for a radio button,
/// its group.
const FOCUS: &str = r"
    const [css, group] = arguments;
    const at = document.activeElement;
    if (!at || at === document.body) return { there: false, name: 'nothing' };
    const kin = (one) => group && one.type === 'radio' && at.type === 'radio' && one.name === at.name;
    const there = [...document.querySelectorAll(css)].some((one) => one.contains(at) || kin(one));
    const hook = at.dataset.testid ?? at.closest('[data-testid]')?.dataset.testid ?? '';
    const words = (at.getAttribute('aria-label') ?? at.closest('label')?.innerText ?? at.innerText ?? '').trim();
    return { there, name: `${at.tagName.toLowerCase()} ${hook} ${words.slice(0, 30)}`.trim().replaceAll('\n', ' ') };
";

/// Whether what has the focus lies where it can be seen, under nothing, and is drawn as what has it.
const SEEN: &str = r"
    const at = document.activeElement;
    const part = ['radio', 'checkbox'].includes(at.type) ? (at.closest('label') ?? at) : at;
    const box = part.getBoundingClientRect();
    const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
    const x = middle(box.left, box.right, innerWidth), y = middle(box.top, box.bottom, innerHeight);
    const hit = document.elementFromPoint(x, y);
    if (hit === null || !(part.contains(hit) || (hit.contains(part) && hit.tagName === 'LABEL'))) return 'hidden';
    // A field is drawn by the line around it, a row by what lies over it.
    const around = [at, part, at.parentElement, at.parentElement?.parentElement].filter((one) => one);
    const drawn = around.flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')]);
    return drawn.some((look) => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) ? 'seen' : 'unmarked';
";

/// The hands of somebody at this window.
#[derive(Clone, Copy, Debug)]
pub struct Keyboard<'a>(pub &'a App);

impl Keyboard<'_> {
    /// Goes on by Tab until the focus is there.
    ///
    /// # Panics
    /// With every stop on the way when it never comes there, or when it is there and cannot be seen.
    pub async fn to(&self, css: &str) {
        self.reach(css, &[], false).await;
    }

    /// Goes back by Shift and Tab until the focus is there.
    ///
    /// # Panics
    /// As [`Keyboard::to`].
    pub async fn back_to(&self, css: &str) {
        self.reach(css, &[Key::Shift], false).await;
    }

    /// Presses Enter on a button.
    pub async fn press(&self, css: &str) {
        self.to(css).await;
        self.key(Key::Enter).await;
    }

    /// Presses Enter where the page ends with it.
    pub async fn enter_last(&self) {
        let enter = char::from(Key::Enter).to_string();
        self.0.strike_last(&[], &enter).await;
    }

    /// Presses Enter on a button, where the page ends with it.
    pub async fn press_last(&self, css: &str) {
        self.to(css).await;
        self.enter_last().await;
    }

    /// Puts this in the place of what a field holds.
    ///
    /// # Panics
    /// When the field then holds something else.
    pub async fn write(&self, css: &str, text: &str) {
        self.to(css).await;
        self.0.strike(&[Key::Control], "a").await;
        self.0.strike(&[], text).await;
        let value = "return document.activeElement.value ?? ''";
        let held = self.0.script(value, vec![]).await;
        assert_eq!(held, text, "{css} holds something else than was typed");
    }

    /// Chooses a radio button: by Tab to its group, by arrows to itself.
    pub async fn choose(&self, css: &str) {
        self.reach(css, &[], true).await;
        for _ in 0..MOST {
            if self.look(css, false).await.0 {
                break;
            }
            self.key(Key::Down).await;
        }
        let chosen = "return document.activeElement.checked === true";
        if self.0.script(chosen, vec![]).await == Value::Bool(false) {
            self.key(Key::Space).await;
        }
        self.seen(css).await;
    }

    /// Chooses an entry of a list that opens downwards, by arrows, without opening it.
    ///
    /// # Panics
    /// When it has no such entry.
    pub async fn select(&self, css: &str, value: &str) {
        self.to(css).await;
        self.key(Key::Home).await;
        for _ in 0..MOST {
            let held = "return document.activeElement.value ?? ''";
            if self.0.script(held, vec![]).await == value {
                return;
            }
            self.key(Key::Down).await;
        }
        self.0.give_up(&format!("{css} has no {value}")).await;
    }

    /// Ticks a box.
    pub async fn tick(&self, css: &str) {
        self.to(css).await;
        self.key(Key::Space).await;
    }

    /// Presses one key.
    pub async fn key(&self, key: Key) {
        self.0.at_rest().await;
        self.0.strike(&[], &char::from(key).to_string()).await;
    }

    /// Presses Esc once, and not so soon after another that both are one.
    pub async fn escape(&self) {
        self.0.at_rest().await;
        self.0.escape().await;
    }

    /// Presses a key while another is held down.
    pub async fn chord(&self, held: Key, key: impl Into<char>) {
        self.0.at_rest().await;
        self.0.strike(&[held], &key.into().to_string()).await;
    }

    /// Types into whatever has the focus.
    pub async fn text(&self, text: &str) {
        self.0.at_rest().await;
        self.0.strike(&[], text).await;
    }

    /// Waits until the focus is there by itself: a screen begins where its work begins.
    pub async fn begins_at(&self, css: &str) {
        self.comes_to(css).await;
        self.seen(css).await;
    }

    /// Waits until the focus is there by itself, in sight or not: a new question is shown from its first word, even where
    /// its answers lie further down.
    pub async fn comes_to(&self, css: &str) {
        self.0.find(css).await;
        let there = async || {
            self.0.at_rest().await;
            self.look(css, false).await.0.then_some(())
        };
        if soon(there).await.is_none() {
            let (_, name) = self.look(css, false).await;
            self.0
                .give_up(&format!("the focus comes to {name} and not to {css}"))
                .await;
        }
    }

    async fn reach(&self, css: &str, held: &[Key], group: bool) {
        self.0.find(css).await;
        self.0.at_rest().await;
        let mut stops = Vec::new();
        for _ in 0..MOST {
            let (there, name) = self.look(css, group).await;
            if there {
                return self.seen(css).await;
            }
            stops.push(name);
            self.0.strike(held, &char::from(Key::Tab).to_string()).await;
        }
        stops.dedup();
        let stops = stops.join("\n  ");
        self.0
            .give_up(&format!(
                "the keyboard never comes to {css}; it went by\n  {stops}\n"
            ))
            .await;
    }

    async fn look(&self, css: &str, group: bool) -> (bool, String) {
        let found = self.0.script(FOCUS, vec![json!(css), json!(group)]).await;
        let name = found["name"].as_str().unwrap_or_default().to_owned();
        (found["there"] == true, name)
    }

    /// Waits until what has the focus can be seen: the page may still be scrolling there.
    async fn seen(&self, css: &str) {
        let mut how = Value::Null;
        let seen = async || {
            how = self.0.script(SEEN, vec![]).await;
            (how == "seen").then_some(())
        };
        if soon(seen).await.is_some() {
            return;
        }
        self.0
            .give_up(&format!("the focus is at {css}, and nobody sees it: {how}"))
            .await;
    }
}
