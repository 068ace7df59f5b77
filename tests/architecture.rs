//! Who may import whom (ARCHITECTURE.md), read from what cargo resolves, and what must stay absent from the house.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::BTreeSet;
use std::fs;

/// Each room and the rooms it may import. Tests and xtask stand outside the house.
const ROOMS: &[(&str, &[&str])] = &[
    ("saring-record", &[]),
    ("saring-form", &[]),
    ("saring-vault", &["saring-record"]),
    ("saring-bundle", &["saring-record"]),
    ("saring-assessment", &["saring-form", "saring-record"]),
    ("saring-report", &["saring-form", "saring-record"]),
    (
        "saring-registry",
        &[
            "saring-form",
            "saring-assessment",
            "saring-bundle",
            "saring-record",
        ],
    ),
    (
        "saring-commands",
        &[
            "saring-assessment",
            "saring-bundle",
            "saring-form",
            "saring-record",
            "saring-registry",
            "saring-report",
            "saring-vault",
        ],
    ),
    ("saring-cli", &["saring-commands", "saring-record"]),
    ("saring-desktop", &["saring-commands"]),
];

/// Libraries that belong to some rooms and must stay unknown to all others, with the reason.
const KEPT: &[(&[&str], &[&str], &str)] = &[
    (
        &["rusqlite", "libsqlite3-sys"],
        &["saring-vault", "saring-registry"],
        "only the stores speak SQL",
    ),
    (
        &["tauri", "tauri-build", "wry", "tao", "webkit2gtk"],
        &["saring-desktop"],
        "only the window knows Tauri and its web view",
    ),
    (
        &["age", "minisign"],
        &["saring-bundle", "saring-vault", "saring-registry"],
        "sealing and signing stand in one room",
    ),
    (
        &["argon2", "chacha20poly1305"],
        &["saring-vault", "saring-registry"],
        "keys are made where they are used",
    ),
    (
        &["calamine", "rust_xlsxwriter"],
        &["saring-form", "saring-report"],
        "workbooks are read and written in two rooms",
    ),
    (
        &["clap", "rpassword"],
        &["saring-cli"],
        "only the terminal parses arguments",
    ),
];

/// Network libraries. No room uses one by itself; the window gets some with Tauri, which the offline journey watches.
const NETWORK: &[&str] = &[
    "reqwest",
    "hyper",
    "hyper-util",
    "ureq",
    "curl",
    "isahc",
    "attohttpc",
    "surf",
    "tungstenite",
    "tokio-tungstenite",
    "native-tls",
    "openssl",
    "rustls",
    "quinn",
    "h2",
];

fn house() -> Metadata {
    MetadataCommand::new()
        .manifest_path("../Cargo.toml")
        .exec()
        .expect("cargo metadata")
}

fn room<'a>(house: &'a Metadata, name: &str) -> &'a Package {
    house
        .packages
        .iter()
        .find(|package| package.name.as_str() == name)
        .unwrap_or_else(|| panic!("no package {name}"))
}

/// What a room imports when it is built for people, on any system: neither tests nor build scripts.
fn imports(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|d| d.kind == DependencyKind::Normal)
        .map(|d| d.name.as_str())
        .collect()
}

/// The same with what its tests and its build script use.
fn uses(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .map(|d| d.name.as_str())
        .collect()
}

#[test]
fn a_room_imports_only_the_rooms_it_may() {
    let house = house();
    for (name, may) in ROOMS {
        for import in imports(room(&house, name))
            .into_iter()
            .filter(|import| import.starts_with("saring-"))
        {
            assert!(may.contains(&import), "{name} must not import {import}");
        }
    }
}

#[test]
fn every_room_is_on_the_map() {
    let house = house();
    let known: BTreeSet<&str> = ROOMS
        .iter()
        .map(|(name, _)| *name)
        .chain(["saring-tests", "xtask"])
        .collect();
    let members: BTreeSet<&str> = house
        .workspace_packages()
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    assert_eq!(members, known);
}

#[test]
fn libraries_stay_in_their_rooms() {
    let house = house();
    for (name, _) in ROOMS {
        for (libraries, rooms, reason) in KEPT {
            for library in *libraries {
                let stranger = uses(room(&house, name)).contains(library) && !rooms.contains(name);
                assert!(!stranger, "{name} must not use {library}: {reason}");
            }
        }
    }
}

#[test]
fn no_room_brings_a_network_library() {
    let house = house();
    for (name, _) in ROOMS {
        for library in NETWORK {
            assert!(
                !imports(room(&house, name)).contains(library),
                "{name} must not import {library}"
            );
        }
    }
}

#[test]
fn nothing_below_the_window_reaches_a_network_library() {
    let house = house();
    let resolved = house.resolve.as_ref().expect("resolved dependencies");
    let name_of = |id| house[id].name.as_str();
    let mut seen = BTreeSet::new();
    let mut ahead = vec![
        &room(&house, "saring-commands").id,
        &room(&house, "saring-cli").id,
    ];
    while let Some(id) = ahead.pop() {
        if !seen.insert(id) {
            continue;
        }
        assert!(
            !NETWORK.contains(&name_of(id)),
            "{} is below the commands",
            name_of(id)
        );
        let node = resolved
            .nodes
            .iter()
            .find(|node| &node.id == id)
            .expect("a node of the graph");
        let imported = |d: &&cargo_metadata::NodeDep| {
            d.dep_kinds.iter().any(|k| k.kind == DependencyKind::Normal)
        };
        ahead.extend(
            node.deps
                .iter()
                .filter(imported)
                .map(|dependency| &dependency.pkg),
        );
    }
}

#[test]
fn every_room_takes_the_shared_lints() {
    for package in house().workspace_packages() {
        let manifest = fs::read_to_string(&package.manifest_path).expect("a manifest");
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{} has lints of its own",
            package.name
        );
    }
}

#[test]
fn the_window_keeps_nothing_and_shows_nothing_foreign() {
    let config: serde_json::Value =
        serde_json::from_str(include_str!("../src-tauri/tauri.conf.json"))
            .expect("a configuration");
    let windows = config["app"]["windows"].as_array().expect("windows");
    assert_eq!(windows.len(), 1);
    assert_eq!(windows[0]["incognito"], true);
    // Kept out of pictures of the screen and shared screens where the system can (Windows and macOS).
    assert_eq!(windows[0]["contentProtected"], true);
    assert_eq!(windows[0]["devtools"], false);
    assert_eq!(windows[0]["zoomHotkeysEnabled"], false);
    assert_eq!(windows[0]["title"], "Saring");
    let policy = config["app"]["security"]["csp"]
        .as_str()
        .expect("a content security policy");
    assert!(policy.starts_with("default-src 'self';"), "{policy}");
    for hole in ["unsafe-eval", "https:", "*", "blob:"] {
        assert!(!policy.contains(hole), "the policy lets {hole} in");
    }
    assert!(config.get("plugins").is_none());
}
