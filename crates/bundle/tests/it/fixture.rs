//! Two people with keys, and a small bundle between them.

use chrono::NaiveDate;
use saring_bundle::{
    BundleError, Complete, Identity, Kind, Outgoing, OutgoingFile, PayloadError, Recipient,
    SigningKey,
};
use saring_record::Digest;
use std::collections::BTreeMap;
use std::io::Read;
use uuid::Uuid;

/// An officer who signs and a headquarters that opens.
pub(crate) struct People {
    pub(crate) officer: SigningKey,
    pub(crate) headquarters: Vec<Identity>,
    pub(crate) recipients: Vec<Recipient>,
}

impl People {
    pub(crate) fn new() -> Self {
        let identity = Identity::generate();
        let recipients = vec![identity.recipient()];
        Self {
            officer: SigningKey::generate().unwrap(),
            headquarters: vec![identity],
            recipients,
        }
    }

    /// A bundle of this kind; its first in the sequence.
    pub(crate) fn outgoing<'a>(&'a self, kind: Kind, files: Vec<OutgoingFile<'a>>) -> Outgoing<'a> {
        Outgoing {
            kind,
            id: Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001),
            signer: &self.officer,
            recipients: &self.recipients,
            destination: "Pusat",
            sequence: 1,
            previous: None,
            date: day(),
            training: false,
            files,
        }
    }

    pub(crate) fn small(&self) -> Vec<u8> {
        let files = vec![OutgoingFile::bytes(
            "data/card.json",
            b"{\"made\":\"up\"}".as_slice(),
        )];
        written(self.outgoing(Kind::Enrolment, files))
    }
}

pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 19).unwrap()
}

pub(crate) fn written(outgoing: Outgoing<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    let written = saring_bundle::write(outgoing, &mut out).unwrap();
    assert_eq!(written.bytes, out.len() as u64);
    out
}

/// Everything that a bundle held.
pub(crate) fn read(
    bytes: &[u8],
    identities: &[Identity],
) -> Result<(Complete, BTreeMap<String, Vec<u8>>), BundleError> {
    let mut files = BTreeMap::new();
    let mut sink = |path: &str, file: &mut dyn Read| {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        files.insert(path.to_owned(), bytes);
        Ok::<(), std::io::Error>(())
    };
    let complete = saring_bundle::open(bytes, identities)?
        .payload(&mut sink)
        .map_err(|error| match error {
            PayloadError::Bundle(error) => error,
            other => panic!("the sink takes everything: {other:?}"),
        })?;
    Ok((complete, files))
}

/// The code of a refusal.
pub(crate) fn refusal(bytes: &[u8], identities: &[Identity]) -> &'static str {
    match read(bytes, identities) {
        Ok(_) => "held",
        Err(error) => error.code(),
    }
}

pub(crate) fn digest(bytes: &[u8]) -> Digest {
    Digest::of(bytes)
}

/// Bytes that do not compress, the same at every run.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut bytes: Vec<u8> = std::iter::repeat_with(&mut next)
        .take(length.div_ceil(8))
        .flatten()
        .collect();
    bytes.truncate(length);
    bytes
}
