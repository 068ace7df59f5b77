//! A bundle is opened and verified without us: age, zstd, tar, minisign, sha256sum and a BagIt validator.

use saring_bundle::{Identity, Kind, Outgoing, OutgoingFile, Recipient, SigningKey};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const ID: &str = "01900000-0000-7000-8000-000000000001";

/// A folder with the bundle and, for a sealed one, the key that opens it.
struct Sent {
    folder: TempDir,
    signer: SigningKey,
    sealed: bool,
}

impl Sent {
    fn new(sealed: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let signer = SigningKey::generate().unwrap();
        let identity = Identity::generate();
        let recipients = if sealed {
            vec![identity.recipient()]
        } else {
            vec![]
        };
        fs::write(
            folder.path().join("key.txt"),
            identity.to_secret_string().as_str(),
        )
        .unwrap();
        let out = fs::File::create(folder.path().join("sent.saring")).unwrap();
        saring_bundle::write(outgoing(&signer, &recipients), out).unwrap();
        Self {
            folder,
            signer,
            sealed,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Opens it as FORMAT.md §7 says; returns the bag's folder.
    fn unpack(&self) -> PathBuf {
        if self.sealed {
            let key = self.path("key.txt");
            stock(
                "age",
                [OsStr::new("-d"), OsStr::new("-i"), key.as_ref()],
                &self.path("sent.saring"),
                &self.path("a.zst"),
            );
        } else {
            fs::copy(self.path("sent.saring"), self.path("a.zst")).unwrap();
        }
        stock(
            "zstd",
            ["-d", "-c"],
            &self.path("a.zst"),
            &self.path("a.tar"),
        );
        let tar = Command::new("tar")
            .args(["xf", "a.tar"])
            .current_dir(self.folder.path())
            .output()
            .unwrap_or_else(|_| missing("tar"));
        assert!(
            tar.status.success(),
            "tar: {}",
            String::from_utf8_lossy(&tar.stderr)
        );
        assert!(
            tar.stderr.is_empty(),
            "tar has nothing to remark: {}",
            String::from_utf8_lossy(&tar.stderr)
        );
        self.path(&format!("enrolment-{ID}"))
    }
}

fn outgoing<'a>(signer: &'a SigningKey, recipients: &'a [Recipient]) -> Outgoing<'a> {
    Outgoing {
        kind: Kind::Enrolment,
        id: ID.parse().unwrap(),
        signer,
        recipients,
        destination: "Pusat, Jakarta",
        sequence: 1,
        previous: None,
        date: "2026-01-19".parse().unwrap(),
        training: true,
        files: vec![
            OutgoingFile::bytes("data/card.json", b"{\"made\":\"up\"}".as_slice()),
            OutgoingFile::bytes("data/more/empty", b"".as_slice()),
            OutgoingFile::bytes(format!("data/long/{}", "n".repeat(90)), vec![b'x'; 70_000]),
        ],
    }
}

fn missing(tool: &str) -> ! {
    panic!(
        "`{tool}` is not installed; the Debian package of that name has it, and without it nothing is proved"
    )
}

/// Runs a tool from a file to a file.
fn stock<A: AsRef<OsStr>>(
    tool: &str,
    arguments: impl IntoIterator<Item = A>,
    from: &Path,
    to: &Path,
) {
    let run = Command::new(tool)
        .args(arguments)
        .stdin(fs::File::open(from).unwrap())
        .stdout(fs::File::create(to).unwrap())
        .stderr(Stdio::piped())
        .output()
        .unwrap_or_else(|_| missing(tool));
    assert!(
        run.status.success(),
        "{tool}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// Runs a tool inside the bag and says whether it was content.
fn judged(tool: &str, arguments: &[&str], bag: &Path) -> bool {
    let run = Command::new(tool).args(arguments).current_dir(bag).output();
    run.unwrap_or_else(|_| missing(tool)).status.success()
}

fn minisign(signer: &SigningKey, bag: &Path) -> bool {
    let key = signer.public();
    judged(
        "minisign",
        &["-V", "-P", key.as_str(), "-m", "tagmanifest-sha256.txt"],
        bag,
    )
}

fn sha256sum(bag: &Path) -> bool {
    judged(
        "sha256sum",
        &[
            "--strict",
            "-c",
            "tagmanifest-sha256.txt",
            "manifest-sha256.txt",
        ],
        bag,
    )
}

/// The BagIt validator from PyPI, in the Python that `SARING_JUDGES_PYTHON` names or the judges' own.
fn bagit(bag: &Path) -> bool {
    let python = match std::env::var_os("SARING_JUDGES_PYTHON") {
        Some(python) => PathBuf::from(python),
        None => saring_tests::judges::python("python"),
    };
    let has = Command::new(&python).args(["-c", "import bagit"]).output();
    assert!(
        has.is_ok_and(|run| run.status.success()),
        "{} has no bagit: run `cargo xtask test`",
        python.display()
    );
    let run = Command::new(&python)
        .args(["-m", "bagit", "--quiet", "--validate", "."])
        .current_dir(bag)
        .output();
    run.unwrap().status.success()
}

#[test]
fn stock_tools_open_and_verify_a_sealed_and_an_unsealed_bundle() {
    for sealed in [true, false] {
        let sent = Sent::new(sealed);
        let bag = sent.unpack();
        assert_eq!(
            fs::read(bag.join("data/card.json")).unwrap(),
            b"{\"made\":\"up\"}"
        );
        assert!(
            minisign(&sent.signer, &bag),
            "minisign -V, sealed: {sealed}"
        );
        assert!(sha256sum(&bag), "sha256sum -c, sealed: {sealed}");
        assert!(bagit(&bag), "bagit --validate, sealed: {sealed}");
    }
}

#[test]
fn stock_tools_see_a_changed_payload_and_another_signer() {
    let sent = Sent::new(true);
    let bag = sent.unpack();
    assert!(!minisign(&SigningKey::generate().unwrap(), &bag));
    fs::write(bag.join("data/card.json"), b"{\"made\":\"UP\"}").unwrap();
    assert!(
        minisign(&sent.signer, &bag),
        "the signature is over the tag manifest"
    );
    assert!(!sha256sum(&bag));
    assert!(!bagit(&bag));
    fs::write(bag.join("tagmanifest-sha256.txt"), b"").unwrap();
    assert!(!minisign(&sent.signer, &bag));
}
