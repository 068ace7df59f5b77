//! Walks the real app through its screens on a virtual display and leaves a picture of each, and what it wrote:
//! `saring-tour FOLDER`.
#![allow(clippy::print_stdout, reason = "the tour tells what it does")]

use saring_tests::{Album, Machine};
use std::path::PathBuf;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .expect("a folder for the pictures"),
    );
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    let machine = Machine::at(&folder.join("machine"));
    let mut album = Album::kept_in(&folder);
    println!(
        "Saring on a virtual display, home in {}",
        machine.home().display()
    );

    let app = machine.launch().await;
    album.step(&app, "door", "The door: no vault yet.").await;
    app.close().await;
    println!(
        "The window closed, the vault locked. Pictures in {}",
        folder.display()
    );
}
