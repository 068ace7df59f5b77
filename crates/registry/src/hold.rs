//! Quarantine: a whole bundle, still sealed, kept until a person says whether its signer is believed.

use crate::import::{Desk, ImportOutcome, described, unwanted};
use crate::store::Store;
use crate::view::{Arrival, ArrivalState, Trust};
use crate::{Registry, RegistryError};
use saring_bundle::SignerKey;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes of one part.
const PART: u64 = 1 << 20;

impl Registry<'_> {
    /// Takes in everything that is held from a signer whose fingerprint was compared meanwhile, in the order of its
    /// numbers. Of a signer that is not known nothing is taken.
    ///
    /// # Errors
    /// [`RegistryError::NoSuchSigner`]; those of [`Registry::import`]. Each bundle goes in by itself: what stands
    /// before a failure is in, what stands behind it is still held.
    pub fn release(
        &self,
        signer: &SignerKey,
        desk: &Desk<'_>,
    ) -> Result<Vec<ImportOutcome>, RegistryError> {
        let row = self
            .store
            .signer(signer.as_str())?
            .ok_or(RegistryError::NoSuchSigner)?;
        if row.trust != Trust::Known {
            return Ok(Vec::new());
        }
        let mut held = self.store.arrivals()?;
        held.retain(|arrival| {
            let by = arrival
                .described
                .as_ref()
                .map(|described| described.signer.as_str());
            arrival.state == ArrivalState::Quarantined && by == Some(signer.as_str())
        });
        held.sort_by_key(|arrival| {
            arrival
                .described
                .as_ref()
                .map(|described| described.sequence)
        });
        held.into_iter()
            .map(|arrival| self.admit(&arrival, desk))
            .collect()
    }

    /// Takes in one held bundle of a revoked signer after all, because a person knows that it is good.
    ///
    /// # Errors
    /// [`RegistryError::NoSuchSigner`] when no bundle is held in this row of the inbox, or its signer is neither known
    /// nor revoked; those of [`Registry::import`].
    pub fn admit_held(
        &self,
        arrival: i64,
        desk: &Desk<'_>,
    ) -> Result<ImportOutcome, RegistryError> {
        let arrivals = self.store.arrivals()?;
        let held = arrivals
            .iter()
            .find(|one| one.nr == arrival && one.state == ArrivalState::Quarantined);
        let held = held.ok_or(RegistryError::NoSuchSigner)?;
        let signer = held
            .described
            .as_ref()
            .map_or("", |described| &described.signer);
        match self.store.signer(signer)?.map(|signer| signer.trust) {
            Some(Trust::Known | Trust::Revoked) => self.admit(held, desk),
            _ => Err(RegistryError::NoSuchSigner),
        }
    }

    fn admit(&self, arrival: &Arrival, desk: &Desk<'_>) -> Result<ImportOutcome, RegistryError> {
        let held = Held {
            store: &*self.store,
            arrival: arrival.nr,
            part: 0,
            bytes: Vec::new(),
            at: 0,
        };
        let damaged = |_| RegistryError::Damaged {
            what: "held bundle",
        };
        let opened = saring_bundle::open(held, desk.identities).map_err(damaged)?;
        // It was looked at when it came, by a desk that may have been another one.
        if unwanted(opened.header(), desk).is_some() {
            return Err(RegistryError::Damaged {
                what: "held bundle",
            });
        }
        let description = described(opened.header());
        self.take(opened, description, Some(arrival.nr), desk)
    }

    /// Keeps a whole bundle as it came; returns its row.
    pub(crate) fn hold<S: Read + Seek>(
        &self,
        arrival: &Arrival,
        source: &mut S,
    ) -> Result<i64, RegistryError> {
        source.seek(SeekFrom::Start(0)).map_err(RegistryError::Io)?;
        self.atomically(|store| {
            let nr = store.add_arrival(arrival, None)?;
            for part in 0.. {
                let mut bytes = Vec::new();
                source
                    .take(PART)
                    .read_to_end(&mut bytes)
                    .map_err(RegistryError::Io)?;
                if bytes.is_empty() {
                    break;
                }
                store.hold(nr, part, &bytes)?;
            }
            Ok(nr)
        })
    }
}

/// Reads a held bundle part by part.
struct Held<'s> {
    store: &'s dyn Store,
    arrival: i64,
    part: u32,
    bytes: Vec<u8>,
    at: usize,
}

impl Read for Held<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.bytes.len() {
            self.bytes = self
                .store
                .held(self.arrival, self.part)
                .map_err(io::Error::other)?
                .unwrap_or_default();
            self.part += 1;
            self.at = 0;
        }
        let got = (&self.bytes[self.at..]).read(buffer)?;
        self.at += got;
        Ok(got)
    }
}
