//! One Tauri handler for each command on the list; each runs its function on a thread that may wait.

use crate::window::Leaving;
#[allow(clippy::wildcard_imports, reason = "the list names every view type")]
use saring_commands::view::*;
use saring_commands::{CommandError, Desktop, for_each_command, run};
use std::sync::Arc;
use tauri::ipc::Invoke;
use tauri::{AppHandle, Manager, State, Wry, async_runtime};

macro_rules! handlers {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        $(
            #[tauri::command(rename_all = "snake_case")]
            pub(crate) async fn $name(
                app: AppHandle,
                desktop: State<'_, Arc<Desktop>>,
                $($argument: $type),*
            ) -> Result<$result, CommandError> {
                let desktop = Arc::clone(&desktop);
                let (answer, ended) = async_runtime::spawn_blocking(move || {
                    let answer = run::$name(&desktop, $($argument),*);
                    (answer, ends(stringify!($name), &desktop))
                })
                .await
                // The function panicked; where, the panic hook has said.
                .map_err(|_| CommandError::new("internal"))?;
                if ended {
                    // The door is a new process: what the old one and its web view still held in memory goes with them.
                    app.state::<Leaving>().end(&app);
                }
                answer
            }
        )*

        /// Answers the page's calls; which of them it may make, the capability says.
        pub(crate) fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}
for_each_command!(handlers);

/// Whether this process has nothing more to do after a command: the vault is closed.
fn ends(command: &str, desktop: &Desktop) -> bool {
    match command {
        // Also when locking complained: the vault is closed, and the next unlock takes in what could not be moved.
        "lock" => true,
        // They close the vault, unless they were refused before.
        "vault_move" | "vault_rename" | "vault_examine" => desktop.is_locked(),
        _ => false,
    }
}
