//! Numbered pictures of a journey, with a line for each on the terminal.

use crate::app::App;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// What can be scrolled sideways: a line lies over its foot then, and something is out of sight. Twice as large, a table
/// of many columns may be: it would lose what its columns say.
const SIDEWAYS: &str = "return [...document.querySelectorAll('*')]
    .filter((one) => !(parseFloat(getComputedStyle(document.documentElement).fontSize) > 24 && one.querySelector(':scope > table')))
    .filter((one) => one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX))
    .map((one) => `${one.tagName} ${one.className} ${one.dataset.testid ?? ''} ${one.scrollWidth} > ${one.clientWidth}`)";

/// Moments as programs write them, which nobody reads.
const STAMPS: &str = "return document.body.innerText.match(/\\d{4}-\\d{2}-\\d{2}T\\d{2}:/g) ?? []";

/// A folder of pictures; without a folder the journey is walked and nothing is kept.
#[derive(Debug, Default)]
pub struct Album {
    folder: Option<PathBuf>,
    pages: usize,
}

impl Album {
    /// Keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Keeps a PNG of every step in this folder and tells each step.
    #[must_use]
    pub fn kept_in(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            pages: 0,
        }
    }

    /// Keeps them in a folder of this name where `SARING_ALBUM` names a folder for all, else nothing.
    ///
    /// # Panics
    /// When the folder cannot be made.
    #[must_use]
    pub fn asked_for(name: &str) -> Self {
        let Some(all) = std::env::var_os("SARING_ALBUM") else {
            return Self::none();
        };
        let folder = Path::new(&all).join(name);
        fs::create_dir_all(&folder).expect("a folder for the pictures");
        Self::kept_in(&folder)
    }

    /// One step of the journey: a short name for the file and a sentence for the reader. Whether or not a picture is
    /// kept, the screen is looked at.
    ///
    /// # Panics
    /// When anything on the screen can be scrolled sideways, or a moment stands there as programs write it; when the
    /// picture cannot be taken or written.
    #[allow(clippy::print_stdout, reason = "the tour tells what it does")]
    pub async fn step(&mut self, app: &App, name: &str, what: &str) {
        let sideways = app.script(SIDEWAYS, vec![]).await;
        assert_eq!(sideways, json!([]), "{name}: scrolls sideways");
        let stamps = app.script(STAMPS, vec![]).await;
        assert_eq!(stamps, json!([]), "{name}: a moment nobody can read");
        let Some(folder) = &self.folder else { return };
        self.pages += 1;
        let file = folder.join(format!("{:02}-{name}.png", self.pages));
        fs::write(&file, app.screenshot().await).expect("a picture on disk");
        println!(
            "{:>3}. {what}  [{}]",
            self.pages,
            file.file_name().unwrap_or_default().display()
        );
    }
}
