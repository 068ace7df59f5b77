//! The driver of a window: a program that lets a test do what a person does, started beside the app or led to where the
//! running app lets one in.

use crate::group::Group;
use crate::limit::{self, within};
use crate::machine::Machine;
use crate::port;
use fantoccini::error::NewSessionError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::process::Stdio;
use std::time::Duration;
use tokio::time::timeout;

/// How often a driver that goes away before it answers is started anew.
const STARTS: usize = 3;

/// How long one of them has for its answer, but the last.
const ANSWER: Duration = Duration::from_secs(15);

/// A driver that listens, and the session that it opened with what is wanted of the browser. A driver that goes away
/// without an answer says nothing of the app; it is killed with all that it started, and another one takes its place.
pub(crate) async fn start(
    machine: &Machine,
    arguments: &[String],
    browser: Value,
) -> Result<(Group, Client), NewSessionError> {
    use NewSessionError::{Failed, FailedC, Lost};
    for _ in 1..STARTS {
        let once = start_once(machine, arguments, &browser);
        let why = match timeout(ANSWER, once).await {
            Ok(Err(error @ (Failed(_) | FailedC(_) | Lost(_)))) => format!("{error:?}"),
            Ok(answered) => return answered,
            // One that came in before there was a page waits for it in vain.
            Err(_) => "no answer".to_owned(),
        };
        let _ = writeln!(std::io::stderr(), "\nstarted another driver: {why}");
    }
    start_once(machine, arguments, &browser).await
}

async fn start_once(
    machine: &Machine,
    arguments: &[String],
    browser: &Value,
) -> Result<(Group, Client), NewSessionError> {
    let port = port::free();
    let mut command = machine.command("WebKitWebDriver");
    command
        .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
        .args(arguments)
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let group = Group::start(&mut command);
    limit::until("the driver listens", || {
        TcpStream::connect(("127.0.0.1", port)).ok()
    });
    let wanted = json!({ "webkitgtk:browserOptions": browser });
    let Value::Object(wanted) = wanted else {
        unreachable!("an object")
    };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = builder.capabilities(wanted);
    let page = within(
        "a session",
        session.connect(&format!("http://127.0.0.1:{port}")),
    )
    .await?;
    Ok((group, page))
}

/// Where WebKit listens for a driver: the first driver chose it, and each process of the app hands it on.
pub(crate) fn entrance(group: &Group) -> Option<String> {
    let [page, ..] = group.running_name("WebKitWebProcess")[..] else {
        return None;
    };
    let environment = std::fs::read(format!("/proc/{page}/environ")).ok()?;
    let mut variables = environment.split(|byte| *byte == 0);
    let entrance = variables.find_map(|one| one.strip_prefix(b"WEBKIT_INSPECTOR_SERVER="))?;
    String::from_utf8(entrance.to_vec()).ok()
}
