//! The encrypted file that one officer's interviews live in. It stores documents, ids and states; it knows no question.
//!
//! * [`find`] lists the vaults at the door; [`Vault::create`] and [`Vault::unlock`] open one, [`Vault::lock`] closes it.
//! * [`Vault::record`] keeps an answer: when it returns `Ok` the answer is on the disk.
//! * [`Vault::add_attachment`] keeps a scan or a recording; [`Vault::search`] and [`Vault::list`] find interviews again.
//! * [`Vault::withdraw`] and [`Vault::purge_due`] erase, so that nothing of an interview can be read any more.
//! * [`Vault::finalize`] keeps a document; [`Vault::export_committed`] and [`Vault::receipt_committed`] follow it out.
//! * [`Vault::change_passphrase`], [`Vault::add_officer`], [`Vault::make_recovery`], [`Vault::make_escrow`] change who
//!   opens it, [`Vault::recover`] opens it by a code, [`Vault::new_key`] ends every older copy of its keys.
//! * [`salvage`] saves what can be saved of a damaged one into a new one.
//! * [`Vault::backup`] copies it to another drive, [`Vault::move_to`] and [`Vault::rename`] change its place.
//! * [`check`] looks at a vault however damaged it is, [`Vault::check`] and [`Vault::verify_audit`] say whether all of it still holds.
//!
//! `NAME.saring-vault` is a SQLCipher 4 database under a random key. Beside it `NAME.saring-vault.keys` and
//! `NAME.saring-vault.keys-copy` each hold the whole set of key slots, `.lock` is what one opener at a time locks, and
//! `.tries` counts failed unlocks. What fails does so as one [`VaultError`] with a stable code. "Those of writing" below
//! are [`VaultError::DiskFull`], [`VaultError::Io`] and [`VaultError::Database`]; those of reading are
//! [`VaultError::Io`], [`VaultError::VaultDamaged`], [`VaultError::Unreadable`] and [`VaultError::Database`].
//!
//! ```
//! use saring_vault::{Cost, NewVault, Passphrase, Role, Vault};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let path = folder.path().join("Pos A-07.saring-vault");
//! let passphrase = Passphrase::new("tujuh payung di gudang".to_owned());
//! let now = saring_record::Moment::parse("2026-01-19T10:00:00+07:00")?;
//! let vault = Vault::create(NewVault {
//!     path: &path,
//!     label: "Pos A-07",
//!     officer: "Dewi",
//!     signer: None,
//!     station: "Pos A-07",
//!     role: Role::Field,
//!     training: true,
//!     passphrase: &passphrase,
//!     cost: Cost::FLOOR, // outside of tests: Cost::calibrate()?
//!     now,
//! })?;
//! vault.lock()?;
//! let vault = Vault::unlock(&path, &passphrase, now)?;
//! assert_eq!(vault.meta().officer.name, "Dewi");
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod attachments;
mod backup;
mod between;
mod check;
mod clock;
mod code;
mod column;
mod commitment;
mod corrections;
mod cost;
mod damage;
mod door;
mod drive;
mod epoch;
mod erasure;
mod error;
mod escrow;
mod exchange;
mod files;
mod fold;
mod handing;
mod interviews;
mod keeping;
mod keys;
#[cfg(test)]
mod killed;
mod leftover;
mod lock;
mod media;
mod migration;
mod new_key;
mod older;
mod open;
mod printed;
mod recover;
mod relocate;
mod retention;
mod rows;
mod salvage;
mod search;
mod secret;
mod slot;
mod slots;
mod stop;
mod table;
#[cfg(test)]
mod tamper;
mod thumbnail;
mod tries;
mod unlock;
mod vault;

pub use attachments::NewAttachment;
pub use backup::CopyReport;
pub use check::check;
pub use code::Code;
pub use corrections::{Conflict, TakenIn};
pub use cost::Cost;
pub use damage::{CheckReport, Damage, Fault, Part, Readable};
pub use door::{VaultFile, find};
pub use drive::DriveRoom;
pub use error::VaultError;
pub use escrow::{OpenedEscrow, open_escrow};
pub use interviews::Saved;
pub use keys::Twin;
pub use leftover::DamagedLog;
pub use new_key::NewKeyReport;
pub use older::OlderKeys;
pub use printed::PrintedSlot;
pub use recover::Recovery;
pub use retention::Retention;
pub use rusqlite;
pub use salvage::{Salvage, SalvageReport, salvage};
pub use search::{Findable, Hit, Index};
pub use secret::Passphrase;
pub use slots::{NewOfficer, RecoveryPage, SlotKind, SlotRow};
pub use stop::Stopper;
pub use table::attachment::{AttachmentId, AttachmentRow};
pub use table::audit::AuditRow;
pub use table::event::{EventRow, NewEvent};
pub use table::form::{FormRow, NewForm};
pub use table::interview::{Erasure, Filter, InterviewRow, NewInterview, Progress};
pub use table::officer::{Officer, OfficerId};
pub use table::outbox::OutboxRow;
pub use table::peer::PeerRow;
pub use table::revision::{DocumentState, RevisionRow};
pub use table::withdrawal::WithdrawalRow;
pub use unlock::NewVault;
pub use vault::{CodeUse, Meta, Role, SlotsMismatch, UnlockReport, Vault};
