//! SIGKILL between any two writes of a change of slots or of a new vault key: the vault opens with the old secret or
//! the new one, nothing in it is lost, and the same can be done again.

use crate::code::Code;
use crate::files::Places;
use crate::keys::KeySet;
use crate::slot::Slot;
use crate::{
    Cost, NewOfficer, NewVault, OfficerId, Passphrase, Recovery, Role, SlotKind, Vault, VaultError,
    between,
};
use age::secrecy::ExposeSecret as _;
use saring_record::Moment;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const VAULT: &str = "SARING_TEST_KILLED_VAULT";
const DOING: &str = "SARING_TEST_KILLED_DOING";
const CODE: &str = "SARING_TEST_KILLED_CODE";
const MOMENT: &str = "SARING_TEST_KILLED_MOMENT";
const GOES_ON: &str = "SARING_TEST_KILLED_GOES_ON";

fn now() -> Moment {
    Moment::parse("2026-01-19T10:00:00+07:00").unwrap()
}

fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn old() -> Passphrase {
    words("tujuh payung di gudang")
}

fn new() -> Passphrase {
    words("delapan perahu di muara")
}

fn budi() -> Passphrase {
    words("budi punya sandi sendiri")
}

/// A change and what is true of whichever state it was left in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Doing {
    ChangePassphrase,
    AddOfficer,
    RemoveOfficer,
    MakeRecovery,
    Recover,
    NewKey,
}

impl Doing {
    const ALL: [Self; 6] = [
        Self::ChangePassphrase,
        Self::AddOfficer,
        Self::RemoveOfficer,
        Self::MakeRecovery,
        Self::Recover,
        Self::NewKey,
    ];

    fn named(name: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|doing| format!("{doing:?}") == name).unwrap()
    }

    /// Does all of it.
    fn run(self, path: &Path, code: &str) -> Result<(), VaultError> {
        self.run_to(path, code, (u32::MAX, false))
    }

    /// Does it, and tells of a moment of it, or stays there.
    fn run_to(
        self,
        path: &Path,
        code: &str,
        (moment, stays): (u32, bool),
    ) -> Result<(), VaultError> {
        if self == Self::Recover {
            between::tell_at(moment, stays);
            return recover(path, code).and_then(Vault::lock);
        }
        let mut vault = Vault::unlock(path, &old(), now())?;
        between::tell_at(moment, stays);
        match self {
            Self::ChangePassphrase => vault.change_passphrase(&old(), &new(), Cost::FLOOR, now()),
            Self::AddOfficer => {
                let officer = NewOfficer {
                    id: OfficerId::generate(),
                    name: "Sari",
                    signer: None,
                    secrets: &[("key of Sari", b"sari")],
                };
                vault.add_officer(&old(), officer, &new(), Cost::FLOOR, now())
            }
            Self::RemoveOfficer => {
                let budi = vault.officers()?.remove(1);
                vault.remove_officer(&old(), budi.id, now())
            }
            Self::MakeRecovery => vault.make_recovery(&old(), now()).map(|_| ()),
            Self::Recover => Ok(()),
            Self::NewKey => vault.new_key(&old(), &[budi()], now()).map(|_| ()),
        }?;
        vault.lock()
    }

    /// Whether it had come so far as to count, once it was seen that the vault is whole.
    fn done(self, path: &Path) -> bool {
        match self {
            Self::ChangePassphrase => {
                let (by_old, by_new) = (opens(path, &old()), opens(path, &new()));
                assert!(by_old != by_new, "one of the two, and never both");
                by_new
            }
            Self::AddOfficer => opens(path, &new()),
            Self::RemoveOfficer => !opens(path, &budi()),
            Self::Recover => opens(path, &new()),
            Self::MakeRecovery => opens(path, &old()),
            Self::NewKey => opens(path, &old()) && opens(path, &budi()),
        }
    }
}

fn recover(path: &Path, code: &str) -> Result<Vault, VaultError> {
    Vault::recover(Recovery {
        path,
        kind: SlotKind::Recovery,
        code: &Code::parse(code)?,
        printed: None,
        officer: None,
        passphrase: &new(),
        cost: Cost::FLOOR,
        now: now(),
    })
}

fn opens(path: &Path, passphrase: &Passphrase) -> bool {
    match Vault::unlock(path, passphrase, now()) {
        Ok(vault) => {
            let report = vault.report();
            assert_eq!((report.slots, report.mended), (None, None));
            vault.lock().is_ok()
        }
        Err(VaultError::WrongPassphrase) => false,
        Err(error) => panic!("{error}"),
    }
}

/// The child of the tests below: waits in the middle of its work. Without its environment it does nothing.
#[test]
fn waits_to_be_killed() {
    let (Ok(path), Ok(doing)) = (std::env::var(VAULT), std::env::var(DOING)) else {
        return;
    };
    let (code, moment) = (std::env::var(CODE).unwrap(), std::env::var(MOMENT).unwrap());
    let to = (moment.parse().unwrap(), std::env::var(GOES_ON).is_err());
    Doing::named(&doing)
        .run_to(Path::new(&path), &code, to)
        .unwrap();
}

/// The child at its work, and what it says.
fn child(doing: Doing, path: &Path, code: &str, moment: u32) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "killed::waits_to_be_killed", "--nocapture"])
        .env(VAULT, path)
        .env(DOING, format!("{doing:?}"))
        .env(CODE, code)
        .env(MOMENT, moment.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// Waits for the moment; false when the child was done before it came to it.
fn told(child: &mut Child) -> bool {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.any(|line| line.unwrap().ends_with("now"))
}

/// Runs the child to this moment and kills it there; false when it was done before it came to it.
fn killed_at(doing: Doing, path: &Path, code: &str, moment: u32) -> bool {
    let mut child = child(doing, path, code, moment).spawn().unwrap();
    let there = told(&mut child);
    if there {
        child.kill().unwrap();
    }
    let status = child.wait().unwrap();
    assert!(there || status.success(), "{doing:?} at {moment}");
    there
}

/// A locked vault with a recovery page and something kept in it; of two officers where that matters.
struct Desk {
    folder: tempfile::TempDir,
    code: String,
}

const NAME: &str = "Pos A.saring-vault";

impl Desk {
    fn new(two: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut vault = Vault::create(NewVault {
            path: &folder.path().join(NAME),
            label: "Pos A",
            officer: "Dewi",
            signer: None,
            station: "Pos A",
            role: Role::Field,
            training: false,
            passphrase: &old(),
            cost: Cost::FLOOR,
            now: now(),
        })
        .unwrap();
        vault.store_secret("kept", &[7; 300_000]).unwrap();
        let officer = NewOfficer {
            id: OfficerId::generate(),
            name: "Budi",
            signer: None,
            secrets: &[],
        };
        if two {
            vault
                .add_officer(&old(), officer, &budi(), Cost::FLOOR, now())
                .unwrap();
        }
        let page = vault.make_recovery(&old(), now()).unwrap();
        vault.lock().unwrap();
        let code = page.code.digits().to_string();
        Self { folder, code }
    }

    /// The same vault in a folder of its own.
    fn copied(&self) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        let path = folder.path().join(NAME);
        (folder, path)
    }
}

/// Looks through the whole vault. This unlock settles what was left; those after it find nothing to settle.
fn whole(path: &Path, at: &str) {
    let mut vault = [old(), new()]
        .iter()
        .find_map(|passphrase| Vault::unlock(path, passphrase, now()).ok())
        .unwrap_or_else(|| panic!("{at}: neither the old passphrase nor the new one opens it"));
    let kept = vault.secret("kept").unwrap().unwrap();
    assert_eq!(*kept, [7; 300_000], "{at}");
    assert!(vault.check().unwrap().is_good(), "{at}");
    let found = KeySet::read(&vault.places).unwrap();
    assert!(found.set.next.is_empty() && found.to_mend.is_none(), "{at}");
    vault.lock().unwrap();
}

fn killed_at_every_moment(doing: Doing) {
    let desk = Desk::new(matches!(doing, Doing::RemoveOfficer | Doing::NewKey));
    let (mut moment, mut not_done, mut done) = (1, 0, 0);
    loop {
        let (_folder, path) = desk.copied();
        let at = format!("{doing:?} at {moment}");
        if !killed_at(doing, &path, &desk.code, moment) {
            break;
        }
        whole(&path, &at);
        if doing.done(&path) {
            done += 1;
        } else {
            not_done += 1;
            if doing == Doing::AddOfficer {
                // The officer may be known without a slot by now, which readmitting gives.
                continue_adding(&path);
            } else {
                doing.run(&path, &desk.code).unwrap();
            }
            assert!(doing.done(&path), "{at}");
        }
        moment += 1;
    }
    // Each keys file has two moments, the transaction after them two more.
    assert!(moment > 6, "{moment}");
    assert!(done > 0, "{doing:?}: {done} {not_done}");
}

fn continue_adding(path: &Path) {
    let mut vault = Vault::unlock(path, &old(), now()).unwrap();
    let sari = vault
        .officers()
        .unwrap()
        .into_iter()
        .find(|o| o.name == "Sari");
    if let Some(sari) = sari {
        assert!(vault.secret("key of Sari").unwrap().is_some());
        vault
            .readmit_officer(&old(), sari.id, &new(), Cost::FLOOR, now())
            .unwrap();
        vault.lock().unwrap();
    } else {
        vault.lock().unwrap();
        Doing::AddOfficer.run(path, "").unwrap();
    }
}

#[test]
fn while_a_passphrase_changes() {
    killed_at_every_moment(Doing::ChangePassphrase);
}

#[test]
fn while_an_officer_is_added() {
    killed_at_every_moment(Doing::AddOfficer);
}

#[test]
fn while_an_officer_is_removed() {
    killed_at_every_moment(Doing::RemoveOfficer);
}

#[test]
fn while_a_recovery_page_is_made() {
    killed_at_every_moment(Doing::MakeRecovery);
}

#[test]
fn while_a_code_opens_the_vault() {
    killed_at_every_moment(Doing::Recover);
}

#[test]
fn while_a_new_vault_key_is_made() {
    killed_at_every_moment(Doing::NewKey);
}

/// SQLite writes the pages of a new key by itself: here the kill comes at some time of that.
#[test]
fn while_the_pages_of_a_new_key_are_written() {
    let desk = Desk::new(true);
    let path = desk.folder.path().join(NAME);
    let mut vault = Vault::unlock(&path, &old(), now()).unwrap();
    vault.store_secret("large", &vec![9; 12_000_000]).unwrap();
    vault.lock().unwrap();
    // Two moments for each keys file and two for the record of the begun change: then the pages.
    const PAGES: u32 = 6;
    let mut in_the_middle = 0;
    for milliseconds in [0, 10, 20, 40, 60, 80, 120, 200] {
        let (_folder, path) = desk.copied();
        let mut child = child(Doing::NewKey, &path, &desk.code, PAGES)
            .env(GOES_ON, "1")
            .spawn()
            .unwrap();
        assert!(told(&mut child));
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        in_the_middle += usize::from(!child.wait().unwrap().success());
        let at = format!("after {milliseconds} ms");
        whole(&path, &at);
        let mut vault = Vault::unlock(&path, &budi(), now()).unwrap();
        let large = vault.secret("large").unwrap().unwrap();
        assert!(
            large.len() == 12_000_000 && large.iter().all(|b| *b == 9),
            "{at}"
        );
        assert!(vault.check().unwrap().is_good(), "{at}");
    }
    assert!(in_the_middle > 0);
}

/// A code of the new key's escrow exists before the vault records it, and headquarters may have it already.
#[test]
fn a_code_of_either_key_opens_what_a_new_key_left_half_way() {
    let desk = Desk::new(true);
    let identity = age::x25519::Identity::generate();
    let secret = identity.to_string().expose_secret().to_owned();
    let path = desk.folder.path().join(NAME);
    let mut vault = Vault::unlock(&path, &old(), now()).unwrap();
    vault
        .make_escrow(&old(), &[identity.to_public().to_string()], now())
        .unwrap();
    vault.lock().unwrap();
    let (mut of_old, mut of_new) = (0, 0);
    // Every other moment: the test above is the one that stops at each.
    for moment in (1..).step_by(2) {
        let (_folder, path) = desk.copied();
        if !killed_at(Doing::NewKey, &path, &desk.code, moment) {
            break;
        }
        let set = KeySet::read(&Places::of(&path)).unwrap().set;
        let code = |slots: &[Slot]| {
            let mut texts = slots.iter().filter_map(|slot| match slot {
                Slot::Escrow(slot) => Some(&slot.age),
                _ => None,
            });
            texts
                .next()
                .map(|text| crate::open_escrow(text, &secret).unwrap().code)
        };
        let opened = |slots: &[Slot]| {
            let Some(code) = code(slots) else {
                return false;
            };
            let recovery = Recovery {
                path: &path,
                kind: SlotKind::Escrow,
                code: &code,
                printed: None,
                officer: None,
                passphrase: &new(),
                cost: Cost::FLOOR,
                now: now(),
            };
            match Vault::recover(recovery) {
                Ok(vault) => vault.lock().is_ok(),
                Err(VaultError::KeysDoNotFit) => false,
                // Before the new key's first page is in the file it still begins as under the old one.
                Err(VaultError::VaultDamaged) => false,
                Err(error) => panic!("{moment}: {error}"),
            }
        };
        if opened(&set.slots) {
            of_old += 1;
        } else {
            assert!(opened(&set.next), "{moment}");
            of_new += 1;
        }
        // The colleague's slot is one of the same key.
        assert!(opens(&path, &budi()) && opens(&path, &new()), "{moment}");
    }
    assert!(of_old > 2 && of_new > 1, "{of_old} {of_new}");
}
