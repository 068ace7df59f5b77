//! What happened at a desk before a journey begins, done by the app's own commands without its window.

use saring_commands::view::{NewVault, Role, StartInterview};
use saring_commands::{Desktop, Paths, run};
use saring_record::{ConclusionKind, Moment};
use saring_tests::Machine;
use saring_tests::journey::PASSPHRASE;
use saring_vault::{Passphrase, Vault};
use std::path::{Path, PathBuf};

/// The vaults and settings of a machine, as its window knows them.
pub(crate) fn desktop(machine: &Machine) -> Desktop {
    Desktop::new(Paths {
        data: machine.data(),
        config: machine.home().join("config/saring"),
    })
}

/// An officer's desk whose new vault is unlocked.
pub(crate) fn post(machine: &Machine) -> Desktop {
    created(machine, Role::Field, "Meja 1", "Sri W.", "Pos A-07")
}

/// A supervisor's.
pub(crate) fn headquarters(machine: &Machine) -> Desktop {
    created(machine, Role::Headquarters, "Pusat", "Maya H.", "KEMLU")
}

fn created(machine: &Machine, role: Role, label: &str, officer: &str, station: &str) -> Desktop {
    let desktop = desktop(machine);
    let vault = NewVault {
        label: label.to_owned(),
        officer: officer.to_owned(),
        station: station.to_owned(),
        role,
        training: false,
        passphrase: PASSPHRASE.to_owned(),
    };
    run::vault_create(&desktop, vault).unwrap();
    desktop
}

/// The only vault of a desk.
pub(crate) fn path(desktop: &Desktop) -> PathBuf {
    let door = run::door(desktop).unwrap();
    assert_eq!(door.vaults.len(), 1);
    PathBuf::from(&door.vaults[0].path)
}

/// Each has the other's card, and found the key to be the one that was read out over the telephone.
pub(crate) fn acquaint(post: &Desktop, headquarters: &Desktop, stick: &Path) {
    let stick = text(stick);
    let card = run::card_write(headquarters, stick.clone()).unwrap();
    let peer = run::peer_add(post, card.path).unwrap();
    run::peer_trust(post, peer.signer, "Maya H.".to_owned()).unwrap();
    let card = run::card_write(post, stick).unwrap();
    let device = run::device_add(headquarters, card.path).unwrap();
    run::device_trust(headquarters, device.signer, "Sri W.".to_owned()).unwrap();
}

/// An interview whose person agrees to it and to its being shared; its id.
pub(crate) fn interview(desktop: &Desktop, slip: &str) -> String {
    let start = StartInterview {
        form: run::home(desktop).unwrap().form.unwrap().digest,
        slip: slip.to_owned(),
        officer_language: "id".to_owned(),
        person_language: "km".to_owned(),
    };
    let id = run::interview_start(desktop, start).unwrap().id;
    for agreed in ["consent_interview", "consent_share"] {
        let reference = format!("/data/consent/{agreed}");
        run::interview_answer(desktop, id.clone(), reference, "yes".to_owned()).unwrap();
    }
    id
}

/// Signs it.
pub(crate) fn finish(desktop: &Desktop, id: &str) {
    let why = "perlu tindak lanjut".to_owned();
    run::interview_finish(desktop, id.to_owned(), ConclusionKind::NotEnoughKnown, why).unwrap();
}

/// A vault as another program opens it, at this moment.
pub(crate) fn opened(path: &Path, at: Moment) -> Vault {
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    Vault::unlock(path, &passphrase, at).unwrap()
}

/// Now, and so many days on.
pub(crate) fn days_on(days: i64) -> Moment {
    let at = chrono::Local::now() + chrono::Duration::days(days);
    Moment::parse(&at.to_rfc3339()).unwrap()
}

/// A path as the commands take it.
pub(crate) fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
