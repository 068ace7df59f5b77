//! The keys file and its copy: the set of key slots, told whole from damaged, one mended from the other.

use crate::VaultError;
use crate::files::{self, Places};
use crate::slot::{Bound, Slot};
use saring_record::{Digest, VaultId, canonical};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Format number of the keys file.
const FORMAT: u32 = 1;

/// The slots of one vault, as both files hold them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeySet {
    /// Always `vault-keys/1`.
    saring: String,
    /// The vault they open.
    pub(crate) vault: VaultId,
    /// True for a training vault: the door says so before it is unlocked, and every slot is bound to it.
    pub(crate) training: bool,
    /// Goes up by one at every change of slots.
    pub(crate) generation: u64,
    pub(crate) slots: Vec<Slot>,
    /// While a new vault key is being made: the slots that seal it. Those above seal the key before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) next: Vec<Slot>,
    /// SHA-256 over the canonical form of all the rest: tells a damaged file from a wrong passphrase.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    digest: String,
}

/// What reading both files gave.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) set: KeySet,
    /// The file that is missing, damaged or older, to be written again from the other.
    pub(crate) to_mend: Option<Twin>,
}

/// One of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Twin {
    /// `NAME.saring-vault.keys`
    Keys,
    /// `NAME.saring-vault.keys-copy`
    Copy,
}

impl Twin {
    fn path(self, places: &Places) -> &Path {
        match self {
            Self::Keys => &places.keys,
            Self::Copy => &places.copy,
        }
    }
}

impl KeySet {
    pub(crate) fn new(bound: Bound, generation: u64, slots: Vec<Slot>) -> Result<Self, VaultError> {
        Self::with_next(bound, generation, slots, Vec::new())
    }

    /// The set that stands while the key changes: whichever of the two the file is under, somebody can open it.
    pub(crate) fn with_next(
        bound: Bound,
        generation: u64,
        slots: Vec<Slot>,
        next: Vec<Slot>,
    ) -> Result<Self, VaultError> {
        let saring = format!("vault-keys/{FORMAT}");
        let Bound { vault, training } = bound;
        let mut set = Self {
            saring,
            vault,
            training,
            generation,
            slots,
            next,
            digest: String::new(),
        };
        set.digest = set.computed()?.as_str().to_owned();
        Ok(set)
    }

    pub(crate) fn bound(&self) -> Bound {
        Bound {
            vault: self.vault,
            training: self.training,
        }
    }

    /// The digest that the encrypted file records.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    fn computed(&self) -> Result<Digest, VaultError> {
        let rest = Self {
            digest: String::new(),
            ..self.clone()
        };
        let bytes =
            canonical::to_bytes(&rest).map_err(|_| VaultError::Internal { what: "key set" })?;
        Ok(Digest::of(&bytes))
    }

    /// Reads one file's bytes: whole, damaged or of a later format.
    fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let value: serde_json::Value =
            serde_json::from_slice(bytes).map_err(|_| VaultError::KeysDamaged)?;
        let format = value["saring"]
            .as_str()
            .and_then(|text| text.strip_prefix("vault-keys/")?.parse().ok());
        match format {
            Some(FORMAT) => {}
            Some(found) if found > FORMAT => {
                return Err(VaultError::Newer {
                    found,
                    known: FORMAT,
                });
            }
            _ => return Err(VaultError::KeysDamaged),
        }
        let set: Self = serde_json::from_value(value).map_err(|_| VaultError::KeysDamaged)?;
        if set.computed()?.as_str() == set.digest {
            Ok(set)
        } else {
            Err(VaultError::KeysDamaged)
        }
    }

    /// Reads both files and writes nothing. Of two whole ones the later generation counts: both are always written
    /// before a change is shown as done, so the earlier one is what a crash between the two left.
    pub(crate) fn read(places: &Places) -> Result<Found, VaultError> {
        let one = |twin: Twin| match files::read_small(twin.path(places)) {
            Ok(Some(bytes)) => Self::parse(&bytes),
            Ok(None) => Err(VaultError::KeysMissing),
            Err(error) => Err(error),
        };
        let found = |set, to_mend| Ok(Found { set, to_mend });
        match (one(Twin::Keys), one(Twin::Copy)) {
            (Ok(keys), Ok(copy)) if keys == copy => found(keys, None),
            (Ok(keys), Ok(copy)) if copy.generation > keys.generation => {
                found(copy, Some(Twin::Keys))
            }
            (Ok(keys), Ok(_)) => found(keys, Some(Twin::Copy)),
            // A later format in either file is never overwritten with this one.
            (Err(error @ VaultError::Newer { .. }), _)
            | (_, Err(error @ VaultError::Newer { .. })) => Err(error),
            (Ok(keys), Err(_)) => found(keys, Some(Twin::Copy)),
            (Err(_), Ok(copy)) => found(copy, Some(Twin::Keys)),
            (Err(VaultError::KeysMissing), Err(VaultError::KeysMissing)) => {
                Err(VaultError::KeysMissing)
            }
            (Err(VaultError::KeysMissing), Err(error)) | (Err(error), Err(_)) => Err(error),
        }
    }

    /// How each of the two files is, read by itself: its generation, or what is wrong with it.
    pub(crate) fn each(places: &Places) -> [(Twin, Result<u64, VaultError>); 2] {
        [Twin::Keys, Twin::Copy].map(|twin| {
            let set = match files::read_small(twin.path(places)) {
                Ok(Some(bytes)) => Self::parse(&bytes),
                Ok(None) => Err(VaultError::KeysMissing),
                Err(error) => Err(error),
            };
            (twin, set.map(|set| set.generation))
        })
    }

    fn bytes(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec_pretty(self).map_err(|_| VaultError::Internal { what: "key set" })
    }

    /// Writes one of the two again.
    pub(crate) fn mend(&self, places: &Places, twin: Twin) -> Result<(), VaultError> {
        files::replace(twin.path(places), &self.bytes()?)
    }

    /// Writes both, one after the other, so that at every moment one of them is whole.
    pub(crate) fn write(&self, places: &Places) -> Result<(), VaultError> {
        self.mend(places, Twin::Keys)?;
        self.mend(places, Twin::Copy)
    }

    /// Whether a vault's keys say that it is for training, read without any secret; none when no file is whole.
    pub(crate) fn training_at_the_door(places: &Places) -> Option<bool> {
        Self::read(places).ok().map(|found| found.set.training)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> (tempfile::TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::of(&folder.path().join("Pos A.saring-vault"));
        (folder, places)
    }

    fn set(generation: u64) -> KeySet {
        let bound = Bound {
            vault: VaultId::generate(),
            training: false,
        };
        let slot = serde_json::from_str(r#"{"kind":"recovery","sealed":"AAAA"}"#).unwrap();
        KeySet::new(bound, generation, vec![slot]).unwrap()
    }

    #[test]
    fn one_changed_letter_is_damage_and_the_twin_stands_in() {
        let (_folder, places) = places();
        let set = set(1);
        set.write(&places).unwrap();
        let text = String::from_utf8(std::fs::read(&places.keys).unwrap()).unwrap();
        std::fs::write(&places.keys, text.replace("AAAA", "AAAB")).unwrap();
        let found = KeySet::read(&places).unwrap();
        assert_eq!(
            (found.set.digest(), found.to_mend),
            (set.digest(), Some(Twin::Keys))
        );
        std::fs::write(&places.copy, "{}").unwrap();
        assert_eq!(KeySet::read(&places).unwrap_err().code(), "keys-damaged");
    }

    #[test]
    fn of_two_whole_files_the_later_generation_counts() {
        let (_folder, places) = places();
        let (old, new) = (set(1), set(2));
        old.write(&places).unwrap();
        new.mend(&places, Twin::Keys).unwrap();
        let found = KeySet::read(&places).unwrap();
        assert_eq!((found.set.generation, found.to_mend), (2, Some(Twin::Copy)));
    }

    #[test]
    fn a_later_format_is_refused_and_not_called_damaged() {
        let (_folder, places) = places();
        set(1).write(&places).unwrap();
        std::fs::write(&places.copy, r#"{"saring":"vault-keys/2"}"#).unwrap();
        assert_eq!(KeySet::read(&places).unwrap_err().code(), "vault-newer");
    }

    #[test]
    fn both_missing_has_its_own_code() {
        let (_folder, places) = places();
        assert_eq!(KeySet::read(&places).unwrap_err().code(), "keys-missing");
    }
}
