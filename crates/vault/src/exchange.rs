//! What left in bundles and what came back: numbers, receipts, cards.

use crate::table::audit::action;
use crate::table::outbox::{self, OutboxRow};
use crate::table::peer::{self, PeerRow};
use crate::table::revision::{self, DocumentState};
use crate::table::withdrawal;
use crate::{Vault, VaultError};
use saring_record::{Digest, Moment, Receipt};

impl Vault {
    /// The number the next bundle for a destination bears, and the digest of the tag manifest it follows. Counted for
    /// the officer's signing key.
    ///
    /// # Errors
    /// Those of reading.
    pub fn next_sequence(&self, destination: &str) -> Result<(u64, Option<Digest>), VaultError> {
        self.read(|connection| outbox::next(connection, self.signer(), destination))
    }

    /// Notes that a bundle was written: its number and the state of its documents and withdrawals change together, or
    /// not at all.
    ///
    /// # Errors
    /// [`VaultError::OutOfSequence`] when another bundle took the number meanwhile, [`VaultError::NoSuchDocument`] for
    /// a document that is not there or was purged or a withdrawal that is not there, and those of writing.
    pub fn export_committed(
        &mut self,
        row: &OutboxRow,
        revisions: &[Digest],
        withdrawals: &[Digest],
    ) -> Result<(), VaultError> {
        self.write(|write| {
            let signer = write.officer.signer.as_deref().unwrap_or("");
            let (expected, previous) = outbox::next(write.connection, signer, &row.destination)?;
            if row.sequence != expected || row.previous != previous {
                return Err(VaultError::OutOfSequence {
                    found: row.sequence,
                    expected,
                });
            }
            outbox::insert(write.connection, signer, row)?;
            for digest in revisions {
                match revision::state(write.connection, digest)? {
                    None | Some(DocumentState::Purged) => {
                        return Err(VaultError::NoSuchDocument {
                            digest: digest.clone(),
                        });
                    }
                    Some(DocumentState::Finalized) => {
                        revision::set_state(write.connection, digest, DocumentState::Exported)?;
                    }
                    // Sent once more: how far it had come stays.
                    Some(_) => {}
                }
                outbox::insert_document(write.connection, &row.bundle, digest)?;
            }
            for digest in withdrawals {
                if !withdrawal::set_exported(write.connection, &row.bundle, digest)? {
                    return Err(VaultError::NoSuchDocument {
                        digest: digest.clone(),
                    });
                }
            }
            write.enter(
                row.at,
                action::EXPORTED,
                &row.bundle,
                Some(&row.tag_manifest),
            )
        })
    }

    /// The bundles that were written here, newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>, VaultError> {
        self.read(outbox::all)
    }

    /// The documents that one bundle holds, by the digest of its tag manifest.
    ///
    /// # Errors
    /// Those of reading.
    pub fn outbox_documents(&self, tag_manifest: &Digest) -> Result<Vec<Digest>, VaultError> {
        self.read(|connection| outbox::documents(connection, tag_manifest))
    }

    /// Takes in a receipt whose bundle was verified: its documents count as received. Only what was in that bundle
    /// counts; returns how many documents that was, 0 when no such bundle was written here.
    ///
    /// # Errors
    /// Those of writing.
    pub fn receipt_committed(&mut self, receipt: &Receipt) -> Result<usize, VaultError> {
        self.write(|write| {
            if !outbox::set_received(write.connection, &receipt.bundle, receipt.at)? {
                return Ok(0);
            }
            let sent = outbox::documents(write.connection, &receipt.bundle)?;
            let mut count = 0;
            for digest in sent
                .iter()
                .filter(|sent| receipt.received.iter().any(|one| one.digest == **sent))
            {
                if revision::state(write.connection, digest)? == Some(DocumentState::Exported) {
                    revision::set_state(write.connection, digest, DocumentState::Received)?;
                }
                count += 1;
            }
            for one in &receipt.received {
                if withdrawal::set_received(write.connection, &receipt.bundle, &one.digest)? {
                    count += 1;
                }
            }
            write.enter(receipt.at, action::RECEIVED, receipt.bundle.as_str(), None)?;
            Ok(count)
        })
    }

    /// Adds a card, not yet trusted, and returns the digest of its bytes. One that is there already stays as it is.
    ///
    /// # Errors
    /// Those of writing.
    pub fn add_peer(&mut self, card: &[u8], at: Moment) -> Result<Digest, VaultError> {
        let digest = Digest::of(card);
        self.write(|write| {
            if peer::insert(write.connection, &digest, card, at)? {
                write.enter(at, action::PEER_ADDED, digest.as_str(), None)?;
            }
            Ok(())
        })?;
        Ok(digest)
    }

    /// The cards, newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn peers(&self) -> Result<Vec<PeerRow>, VaultError> {
        self.read(peer::all)
    }

    /// Notes that the officer compared a card's fingerprint.
    ///
    /// # Errors
    /// [`VaultError::NoSuchPeer`], and those of writing.
    pub fn trust_peer(&mut self, card: &Digest, at: Moment) -> Result<(), VaultError> {
        self.write(|write| {
            if !peer::trust(write.connection, card, at)? {
                return Err(VaultError::NoSuchPeer {
                    digest: card.clone(),
                });
            }
            write.enter(at, action::PEER_TRUSTED, card.as_str(), None)
        })
    }

    fn signer(&self) -> &str {
        self.meta.officer.signer.as_deref().unwrap_or("")
    }
}
