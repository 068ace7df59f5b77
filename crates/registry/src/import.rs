//! Taking a bundle of interviews in: in one piece or not at all, and what became of it stands in the inbox.

use crate::payload::{Stop, Taken};
use crate::view::{Arrival, ArrivalState, Described, Signer, Trust};
use crate::{Registry, RegistryError, sequence};
use saring_bundle::{BundleError, Header, Identity, Kind, Limits, Opened};
use saring_record::{Digest, Moment};
use std::io::{BufReader, Read, Seek};

/// Less than a bundle may hold: here everything goes into one database.
const LIMITS: Limits = Limits {
    tag_file: 16 << 20,
    files: 100_000,
    file: 64 << 20,
    payload: 2 << 30,
};

/// Where a registry stands: who opens, whether it is for training, and what its clock says.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// What bundles to this headquarters are sealed to.
    pub identities: &'a [Identity],
    /// True for a registry that was made for training: it takes made-up interviews and nothing else. A real one takes
    /// everything else.
    pub training: bool,
    /// Now.
    pub now: Moment,
}

/// What became of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportOutcome {
    /// Taken in, whole.
    Imported {
        /// Its row in the inbox.
        arrival: i64,
        /// Its name, for the receipt.
        tag_manifest: Digest,
        /// Interviews in it.
        interviews: u64,
        /// Those that were new.
        new: u64,
        /// Withdrawals in it: what was held of their interviews is erased.
        withdrawals: u64,
        /// Whether its number or its predecessor contradicts another bundle of the same signer.
        fork: bool,
    },
    /// The same bundle was taken in before; nothing changed and nothing counts twice.
    AlreadyImported {
        /// The row of that time.
        arrival: i64,
        /// Its name.
        tag_manifest: Digest,
    },
    /// Whole, and held: nobody vouched for its signer, or somebody ended the trust.
    Quarantined {
        /// Its row in the inbox.
        arrival: i64,
        /// Who signed, and what to compare.
        signer: Box<Signer>,
        /// `unknown-signer` or `revoked-signer`.
        reason: &'static str,
    },
    /// Not taken in.
    Refused {
        /// Its row in the inbox.
        arrival: i64,
        /// Why: a code of the bundle, or one of `not-submissions`, `training-bundle`, `real-bundle`, `refused-signer`,
        /// `unexpected-file`, `digest-name`, `not-a-document`, `newer-document`, `training-document`, `form-missing`,
        /// `form-unreadable`, `foreign-withdrawal`.
        code: &'static str,
    },
}

/// Why a bundle is not taken in, and what is known of it.
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) described: Option<Described>,
}

impl Refusal {
    pub(crate) fn plain(code: &'static str) -> Self {
        Self {
            code,
            described: None,
        }
    }
}

impl Registry<'_> {
    /// Takes a `submissions` bundle in. The source is read again from its start when the bundle must be held.
    ///
    /// # Errors
    /// Only when the registry or the medium fails; then nothing was changed. Everything else is an outcome.
    pub fn import<S: Read + Seek>(
        &self,
        mut source: S,
        desk: &Desk<'_>,
    ) -> Result<ImportOutcome, RegistryError> {
        let opened = match saring_bundle::open_within(
            BufReader::new(&mut source),
            desk.identities,
            LIMITS,
        ) {
            Ok(opened) => opened,
            Err(BundleError::Io(error)) => return Err(RegistryError::Io(error)),
            Err(error) => return self.refused(error.into(), desk),
        };
        let header = opened.header().clone();
        let description = described(&header);
        let refuse = |code| Refusal {
            code,
            described: Some(description.clone()),
        };
        if let Some(code) = unwanted(&header, desk) {
            return self.refused(refuse(code), desk);
        }
        let before = self.store.by_name(&header.tag_manifest)?;
        if let Some(arrival) = before
            .iter()
            .find(|arrival| arrival.state == ArrivalState::Imported)
        {
            let again = self.again(arrival, None, desk.now)?;
            let tag_manifest = again.tag_manifest;
            return Ok(ImportOutcome::AlreadyImported {
                arrival: arrival.nr,
                tag_manifest,
            });
        }
        let signer = self.atomically(|_| self.signer_or_new(&header.signer, desk.now))?;
        let held = before
            .into_iter()
            .find(|arrival| arrival.state == ArrivalState::Quarantined);
        let reason = match signer.trust {
            Trust::Known => return self.take(opened, description, held.map(|held| held.nr), desk),
            Trust::Refused => return self.refused(refuse("refused-signer"), desk),
            Trust::Unknown => "unknown-signer",
            Trust::Revoked => "revoked-signer",
        };
        if let Some(held) = held {
            self.again(&held, Some(reason), desk.now)?;
            return Ok(ImportOutcome::Quarantined {
                arrival: held.nr,
                signer: Box::new(signer),
                reason,
            });
        }
        let (interviews, withdrawals) = (
            files_in(&opened, "data/interviews/"),
            files_in(&opened, "data/withdrawals/"),
        );
        match opened.verify() {
            Err(BundleError::Io(error)) => return Err(RegistryError::Io(error)),
            Err(error) => return self.refused(refuse(error.code()), desk),
            Ok(_) => {}
        }
        let arrival = Arrival {
            nr: 0,
            arrived: desk.now,
            state: ArrivalState::Quarantined,
            reason: Some(reason.to_owned()),
            described: Some(description),
            station: signer.station.clone(),
            interviews: Some(interviews),
            new: None,
            withdrawals: Some(withdrawals),
        };
        let arrival = self.hold(&arrival, &mut source)?;
        Ok(ImportOutcome::Quarantined {
            arrival,
            signer: Box::new(signer),
            reason,
        })
    }

    /// Takes an opened bundle in; `held` is its row if it was held until now.
    pub(crate) fn take<R: Read>(
        &self,
        opened: Opened<R>,
        description: Described,
        held: Option<i64>,
        desk: &Desk<'_>,
    ) -> Result<ImportOutcome, RegistryError> {
        let tag_manifest = description.tag_manifest.clone();
        let station = self
            .store
            .signer(&description.signer)?
            .and_then(|signer| signer.station);
        let arrivals = self.store.arrivals()?;
        let fork = sequence::forks(&description, &arrivals);
        let mut arrival = Arrival {
            nr: held.unwrap_or(0),
            arrived: desk.now,
            state: ArrivalState::Imported,
            reason: fork.then(|| "fork".to_owned()),
            described: Some(description),
            station,
            interviews: None,
            new: None,
            withdrawals: None,
        };
        let taken = self.atomically(|store| {
            if held.is_none() {
                arrival.nr = store.add_arrival(&arrival, None)?;
            }
            let taken = self.payload(opened, arrival.nr, desk)?;
            arrival.interviews = Some(taken.interviews);
            arrival.new = Some(taken.new);
            arrival.withdrawals = Some(taken.withdrawals);
            store.settle_arrival(&arrival, taken.audit.as_deref())?;
            store.drop_held(arrival.nr)?;
            Ok::<_, Stop>(taken)
        });
        match taken {
            Ok(Taken {
                interviews,
                new,
                withdrawals,
                ..
            }) => Ok(ImportOutcome::Imported {
                arrival: arrival.nr,
                tag_manifest,
                interviews,
                new,
                withdrawals,
                fork,
            }),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Refused(code)) => match held {
                None => self.refused(
                    Refusal {
                        code,
                        described: arrival.described,
                    },
                    desk,
                ),
                Some(nr) => self.atomically(|store| {
                    let refused = Arrival {
                        state: ArrivalState::Refused,
                        reason: Some(code.to_owned()),
                        interviews: None,
                        new: None,
                        withdrawals: None,
                        ..arrival
                    };
                    store.settle_arrival(&refused, None)?;
                    store.drop_held(nr)?;
                    Ok(ImportOutcome::Refused { arrival: nr, code })
                }),
            },
        }
    }

    fn refused(&self, refusal: Refusal, desk: &Desk<'_>) -> Result<ImportOutcome, RegistryError> {
        let code = refusal.code;
        let arrival = self.atomically(|_| self.note(refusal, desk.now))?;
        Ok(ImportOutcome::Refused {
            arrival: arrival.nr,
            code,
        })
    }

    /// Puts a refusal into the inbox.
    pub(crate) fn note(&self, refusal: Refusal, now: Moment) -> Result<Arrival, RegistryError> {
        let signer = match &refusal.described {
            Some(described) => self.store.signer(&described.signer)?,
            None => None,
        };
        let mut arrival = Arrival {
            nr: 0,
            arrived: now,
            state: ArrivalState::Refused,
            reason: Some(refusal.code.to_owned()),
            described: refusal.described,
            station: signer.and_then(|signer| signer.station),
            interviews: None,
            new: None,
            withdrawals: None,
        };
        arrival.nr = self.store.add_arrival(&arrival, None)?;
        Ok(arrival)
    }

    /// Puts another arrival of the same bundle into the inbox.
    fn again(
        &self,
        first: &Arrival,
        reason: Option<&str>,
        now: Moment,
    ) -> Result<Described, RegistryError> {
        let described = first
            .described
            .clone()
            .ok_or(RegistryError::Damaged { what: "arrival" })?;
        let repeated = Arrival {
            arrived: now,
            state: ArrivalState::Repeated,
            reason: reason.map(str::to_owned),
            interviews: Some(0),
            new: Some(0),
            withdrawals: Some(0),
            ..first.clone()
        };
        self.atomically(|store| store.add_arrival(&repeated, None))?;
        Ok(described)
    }
}

/// What the signed description says, as the inbox keeps it.
pub(crate) fn described(header: &Header) -> Described {
    Described {
        id: header.id.to_string(),
        kind: header.kind.to_string(),
        signer: header.signer.to_string(),
        destination: header.destination.clone(),
        sequence: header.sequence,
        previous: header.previous.clone(),
        tag_manifest: header.tag_manifest.clone(),
        date: header.date.to_string(),
    }
}

/// Why this bundle is not for this registry, whoever sent it.
pub(crate) fn unwanted(header: &Header, desk: &Desk<'_>) -> Option<&'static str> {
    match (header.kind, header.training, desk.training) {
        (kind, _, _) if kind != Kind::Submissions => Some("not-submissions"),
        (_, true, false) => Some("training-bundle"),
        (_, false, true) => Some("real-bundle"),
        _ => None,
    }
}

fn files_in<R: Read>(opened: &Opened<R>, folder: &str) -> u64 {
    let inside = opened.files().filter(|(path, _)| path.starts_with(folder));
    inside.count() as u64
}
