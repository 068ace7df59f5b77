//! Takes switches out of the environment that would let another program look into the window or steer it.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, ExitCode};

/// Each opens a door into the page: WebDriver, the remote inspector, WebView2's debugging port, GTK's own inspector.
const DOORS: &[&str] = &[
    #[cfg(not(feature = "automation"))]
    "TAURI_WEBVIEW_AUTOMATION",
    #[cfg(not(feature = "automation"))]
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    "GTK_DEBUG",
    "GTK_MODULES",
];

/// True when no such switch is set.
pub(crate) fn is_clean() -> bool {
    DOORS.iter().all(|name| env::var_os(name).is_none())
}

/// Puts the same program without the switches in the place of this one. The environment of a running process
/// cannot be changed safely once a thread may read it, hence a new start.
pub(crate) fn start_again_clean() -> ExitCode {
    let Ok(program) = env::current_exe() else {
        return crate::fail("no-program-path");
    };
    let mut again = Command::new(program);
    again.args(env::args_os().skip(1));
    for name in DOORS {
        again.env_remove(OsStr::new(name));
    }
    replace(again)
}

/// For tests: the process before this one may still listen where a driver comes in, and the web view tries that once.
#[cfg(feature = "automation")]
pub(crate) fn until_the_way_in_is_free() {
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    let Ok(way_in) = env::var("WEBKIT_INSPECTOR_SERVER") else {
        return;
    };
    for _ in 0..1000 {
        if TcpListener::bind(&way_in).is_ok() {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(unix)]
fn replace(mut program: Command) -> ExitCode {
    use std::os::unix::process::CommandExt;
    // Comes back only when it failed.
    let _ = program.exec();
    crate::fail("no-restart")
}

#[cfg(not(unix))]
fn replace(mut program: Command) -> ExitCode {
    match program.spawn() {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => crate::fail("no-restart"),
    }
}
