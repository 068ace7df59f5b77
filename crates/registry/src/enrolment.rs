//! Who may be believed: cards that arrive, fingerprints that two people compare, and what a supervisor decides.

use crate::import::{Desk, Refusal, described};
use crate::view::{Arrival, ArrivalState, Signer, Trust};
use crate::{Registry, RegistryError};
use saring_bundle::{
    BundleError, Fingerprint, Header, Identity, Kind, PayloadError, Recipient, SignerKey,
};
use saring_record::{Card, Moment, canonical};
use std::io::Read;

/// What a card says it is.
const CARD_FORMAT: &str = "card/1";
/// No card is longer.
const LONGEST: u64 = 64 * 1024;

/// A card whose bundle held: who they say they are, signed with the key that they name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCard {
    /// The bundle's description.
    pub header: Header,
    /// The card.
    pub card: Card,
    /// Its bytes as received.
    pub bytes: Vec<u8>,
    /// What two people compare before anything of this is believed.
    pub fingerprint: Fingerprint,
}

/// Reads a card out of an `enrolment` bundle: a desk's at headquarters, headquarters' at a desk.
///
/// # Errors
/// The code of the refusal: of a [`BundleError`], or `not-a-card`, `card-mismatch` (signed by another key than the card
/// names, or marked for training on one side only).
pub fn read_card(input: impl Read, identities: &[Identity]) -> Result<SignedCard, &'static str> {
    let opened = saring_bundle::open(input, identities).map_err(|error| error.code())?;
    if opened.header().kind != Kind::Enrolment {
        return Err("not-a-card");
    }
    let mut bytes = Vec::new();
    let mut sink = |path: &str, file: &mut dyn Read| {
        let read =
            path == saring_bundle::CARD && file.take(LONGEST).read_to_end(&mut bytes).is_ok();
        if read { Ok(()) } else { Err("not-a-card") }
    };
    let complete = opened.payload(&mut sink).map_err(|error| match error {
        PayloadError::Bundle(error) => error.code(),
        PayloadError::Sink(code) => code,
        _ => "not-a-card",
    })?;
    let card: Card = canonical::from_bytes(&bytes).map_err(|_| "not-a-card")?;
    if card.saring != CARD_FORMAT || Recipient::parse(&card.recipient).is_err() {
        return Err("not-a-card");
    }
    let header = complete.header;
    if card.signer != header.signer.as_str() || card.training != header.training {
        return Err("card-mismatch");
    }
    let fingerprint = header.signer.fingerprint();
    Ok(SignedCard {
        header,
        card,
        bytes,
        fingerprint,
    })
}

impl Registry<'_> {
    /// Takes in a desk's card. Its signer is then known by name and not believed; a card that comes again, or anew
    /// from the same key, changes nothing about trust.
    ///
    /// # Errors
    /// From the store. Refusals stand in the inbox and come back as the arrival's state.
    pub fn enrol(
        &self,
        input: impl Read,
        desk: &Desk<'_>,
    ) -> Result<(Arrival, Option<SignedCard>), RegistryError> {
        let read = read_card(input, desk.identities).and_then(|signed| {
            match signed.card.training == desk.training {
                true => Ok(signed),
                false => Err(if signed.card.training {
                    "training-bundle"
                } else {
                    "real-bundle"
                }),
            }
        });
        self.atomically(|store| match read {
            Err(code) => Ok((self.note(Refusal::plain(code), desk.now)?, None)),
            Ok(signed) => {
                let description = described(&signed.header);
                let mut signer = self.signer_or_new(&signed.header.signer, desk.now)?;
                let card = &signed.card;
                signer.station = Some(card.station.clone());
                signer.name = Some(card.name.clone());
                signer.recipient = Some(card.recipient.clone());
                signer.vault = Some(card.vault.to_string());
                signer.card = Some(signed.bytes.clone());
                store.put_signer(&signer)?;
                let before = store.arrivals()?;
                let again = before.iter().any(|arrival| {
                    let name = arrival
                        .described
                        .as_ref()
                        .map(|described| &described.tag_manifest);
                    arrival.state == ArrivalState::Imported
                        && name == Some(&description.tag_manifest)
                });
                let mut arrival = Arrival {
                    nr: 0,
                    arrived: desk.now,
                    state: if again {
                        ArrivalState::Repeated
                    } else {
                        ArrivalState::Imported
                    },
                    reason: None,
                    described: Some(description),
                    station: signer.station,
                    interviews: Some(0),
                    new: Some(0),
                    withdrawals: Some(0),
                };
                arrival.nr = store.add_arrival(&arrival, None)?;
                Ok((arrival, Some(signed)))
            }
        })
    }

    /// Notes that a supervisor compared the fingerprint with what the other side read out. What is held from this
    /// signer can then be released.
    ///
    /// # Errors
    /// [`RegistryError::WhoCompared`] unless both people are named; [`RegistryError::NoSuchSigner`].
    pub fn trust(
        &self,
        signer: &SignerKey,
        compared_by: &str,
        read_by: &str,
        now: Moment,
    ) -> Result<Signer, RegistryError> {
        if compared_by.trim().is_empty() || read_by.trim().is_empty() {
            return Err(RegistryError::WhoCompared);
        }
        self.decide(signer, now, |row| {
            row.trust = Trust::Known;
            row.compared_by = Some(compared_by.trim().to_owned());
            row.read_by = Some(read_by.trim().to_owned());
            row.last_accepted = None;
        })
    }

    /// Notes that the fingerprint was not the same, or that this signer is not wanted: its bundles are refused.
    ///
    /// # Errors
    /// [`RegistryError::NoSuchSigner`].
    pub fn refuse(
        &self,
        signer: &SignerKey,
        by: &str,
        now: Moment,
    ) -> Result<Signer, RegistryError> {
        self.decide(signer, now, |row| {
            row.trust = Trust::Refused;
            row.compared_by = Some(by.trim().to_owned());
            row.read_by = None;
        })
    }

    /// Ends the trust in a key after `last_accepted`. What was taken in stays; what was never seen is held for a
    /// person from now on, whatever date it claims.
    ///
    /// # Errors
    /// [`RegistryError::NoSuchSigner`].
    pub fn revoke(
        &self,
        signer: &SignerKey,
        by: &str,
        last_accepted: u64,
        now: Moment,
    ) -> Result<Signer, RegistryError> {
        self.decide(signer, now, |row| {
            row.trust = Trust::Revoked;
            row.compared_by = Some(by.trim().to_owned());
            row.last_accepted = Some(last_accepted);
        })
    }

    fn decide(
        &self,
        signer: &SignerKey,
        now: Moment,
        change: impl FnOnce(&mut Signer),
    ) -> Result<Signer, RegistryError> {
        self.atomically(|store| {
            let mut row = store
                .signer(signer.as_str())?
                .ok_or(RegistryError::NoSuchSigner)?;
            change(&mut row);
            row.decided_at = Some(now);
            store.put_signer(&row)?;
            Ok(row)
        })
    }

    /// The signer's row; a new one is unknown.
    pub(crate) fn signer_or_new(
        &self,
        key: &SignerKey,
        now: Moment,
    ) -> Result<Signer, RegistryError> {
        if let Some(row) = self.store.signer(key.as_str())? {
            return Ok(row);
        }
        let row = Signer {
            signer: key.to_string(),
            fingerprint: key.fingerprint().to_string(),
            trust: Trust::Unknown,
            card: None,
            station: None,
            name: None,
            recipient: None,
            vault: None,
            compared_by: None,
            read_by: None,
            decided_at: None,
            last_accepted: None,
            first_seen: now,
        };
        self.store.put_signer(&row)?;
        Ok(row)
    }
}

impl From<BundleError> for Refusal {
    fn from(error: BundleError) -> Self {
        Self::plain(error.code())
    }
}
