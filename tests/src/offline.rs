//! Runs a test again where there is no network but loopback.

use std::env;
use std::fs;
use std::process::{Command, Output};

/// Set in the test that runs inside.
const INSIDE: &str = "SARING_OFFLINE";

/// True in a process without a network.
#[must_use]
pub fn inside() -> bool {
    env::var_os(INSIDE).is_some()
}

/// Runs the named test of this test program in a network of its own, which has loopback only. None when the system
/// does not let us make one.
///
/// # Panics
/// When the program cannot be started.
#[must_use]
pub fn again(test: &str) -> Option<Output> {
    let own_network: &[&str] = if rustix::process::geteuid().is_root() {
        &["-n"]
    } else {
        &["-r", "-n"]
    };
    let lets_us = Command::new("unshare")
        .args(own_network)
        .args(["ip", "link", "set", "lo", "up"])
        .output();
    if !lets_us.is_ok_and(|tried| tried.status.success()) {
        return None;
    }
    let run = Command::new("unshare")
        .args(own_network)
        .args(["sh", "-c", "ip link set lo up && exec \"$0\" \"$@\""])
        .arg(env::current_exe().expect("path of this program"))
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .output();
    Some(run.expect("unshare, which has just worked"))
}

/// Local addresses of all internet sockets in this network that are not loopback, as the kernel writes them.
#[must_use]
pub fn sockets_beyond_loopback() -> Vec<String> {
    ["tcp", "udp", "tcp6", "udp6", "raw", "raw6"]
        .iter()
        .filter_map(|table| fs::read_to_string(format!("/proc/self/net/{table}")).ok())
        .flat_map(|table| table.lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| line.split_whitespace().nth(1).map(str::to_owned))
        .filter(|address| !is_loopback(address))
        .collect()
}

/// 127.0.0.1 and ::1, bare or mapped, in the kernel's little-endian hex.
fn is_loopback(address: &str) -> bool {
    [
        "0100007F:",
        "00000000000000000000000001000000:",
        "0000000000000000FFFF00000100007F:",
    ]
    .iter()
    .any(|own| address.starts_with(own))
}
