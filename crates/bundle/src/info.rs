//! `bag-info.txt`: what a bundle says about itself, in one fixed order and spelling.

use crate::{BundleError, FORMAT, Kind, Recipient, SignerKey};
use chrono::NaiveDate;
use saring_record::Digest;
use uuid::Uuid;

/// Name in the bag.
pub(crate) const FILE: &str = "bag-info.txt";
const NONE: &str = "none";
/// Bytes of a destination.
const DESTINATION: usize = 200;
/// The highest number: what JSON carries without loss.
const HIGHEST: u64 = (1 << 53) - 1;
const LABELS: [&str; 11] = [
    "Saring-Format",
    "Saring-Kind",
    "Saring-Id",
    "Saring-Signer",
    "Saring-Recipients",
    "Saring-Destination",
    "Saring-Sequence",
    "Saring-Previous",
    "Saring-Training",
    "Bagging-Date",
    "Payload-Oxum",
];

/// What a bundle says about itself. From [`crate::open`] it is what the signer signed, no more: dates are claims, and
/// whether the signer is believed is not this room's to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// What it is for.
    pub kind: Kind,
    /// Its own id.
    pub id: Uuid,
    /// Who signed it.
    pub signer: SignerKey,
    /// Whom the signer sealed it to; empty when it is unsealed.
    pub recipients: Vec<Recipient>,
    /// The organisation or vault it is addressed to; numbers count per signer and destination.
    pub destination: String,
    /// Its number, from 1.
    pub sequence: u64,
    /// The tag manifest's digest of the bundle before it.
    pub previous: Option<Digest>,
    /// Whether it comes from a training vault.
    pub training: bool,
    /// The day on which the signer's clock says it was written.
    pub date: NaiveDate,
    /// Bytes of all payload files.
    pub payload_bytes: u64,
    /// Payload files.
    pub payload_files: u64,
    /// SHA-256 over `tagmanifest-sha256.txt`: names the bundle, and stays when it is sealed anew.
    pub tag_manifest: Digest,
}

impl Header {
    /// Folder of the bag.
    pub(crate) fn folder(&self) -> String {
        format!("{}-{}", self.kind, self.id.hyphenated())
    }

    /// The signed comment.
    pub(crate) fn trusted_comment(&self) -> String {
        format!("{FORMAT} {} {}", self.kind, self.id.hyphenated())
    }

    /// The time stamp of every entry: midnight UTC of the bagging date.
    pub(crate) fn mtime(&self) -> u64 {
        let midnight = self
            .date
            .and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .timestamp();
        u64::try_from(midnight).unwrap_or(0)
    }

    /// The file's text.
    pub(crate) fn render(&self) -> String {
        let recipients: Vec<_> = self.recipients.iter().map(Recipient::as_str).collect();
        let values = [
            FORMAT.to_owned(),
            self.kind.to_string(),
            self.id.hyphenated().to_string(),
            self.signer.to_string(),
            if recipients.is_empty() {
                NONE.to_owned()
            } else {
                recipients.join(" ")
            },
            self.destination.clone(),
            self.sequence.to_string(),
            self.previous
                .as_ref()
                .map_or_else(|| NONE.to_owned(), Digest::to_string),
            if self.training { "yes" } else { "no" }.to_owned(),
            self.date.format("%Y-%m-%d").to_string(),
            format!("{}.{}", self.payload_bytes, self.payload_files),
        ];
        LABELS
            .iter()
            .zip(values)
            .map(|(label, value)| format!("{label}: {value}\n"))
            .collect()
    }

    /// What keeps this from being stated, if anything: the label that cannot be written.
    pub(crate) fn flaw(&self) -> Option<&'static str> {
        let plain = !self.destination.chars().any(char::is_control)
            && self.destination.trim() == self.destination;
        if !plain || self.destination.is_empty() || self.destination.len() > DESTINATION {
            return Some("Saring-Destination");
        }
        if self.sequence == 0
            || self.sequence > HIGHEST
            || (self.sequence == 1) != self.previous.is_none()
        {
            return Some("Saring-Sequence");
        }
        let mut seen = self.recipients.clone();
        seen.sort();
        seen.dedup();
        if seen.len() != self.recipients.len() {
            return Some("Saring-Recipients");
        }
        let first = NaiveDate::from_ymd_opt(1970, 1, 2);
        let last = NaiveDate::from_ymd_opt(9999, 12, 31);
        if Some(self.date) < first || Some(self.date) > last {
            return Some("Bagging-Date");
        }
        None
    }

    /// Reads the file's text; `tag_manifest` is known from elsewhere.
    pub(crate) fn parse(bytes: &[u8], tag_manifest: Digest) -> Result<Self, BundleError> {
        let bad = || BundleError::BadTagFile { file: FILE };
        let text = std::str::from_utf8(bytes).map_err(|_| bad())?;
        let mut lines = text.split_terminator('\n').zip(LABELS);
        let mut next = || {
            let (line, label) = lines.next().ok_or_else(bad)?;
            line.strip_prefix(label)
                .and_then(|rest| rest.strip_prefix(": "))
                .ok_or_else(bad)
        };
        if next()? != FORMAT {
            return Err(BundleError::NewerFormat);
        }
        let kind = Kind::parse(next()?).ok_or(BundleError::UnknownKind)?;
        let id = Uuid::parse_str(next()?).map_err(|_| bad())?;
        let signer = SignerKey::parse(next()?).map_err(|_| bad())?;
        let recipients = match next()? {
            NONE => Vec::new(),
            some => some
                .split(' ')
                .map(Recipient::parse)
                .collect::<Result<_, _>>()
                .map_err(|_| bad())?,
        };
        let destination = next()?.to_owned();
        let sequence = next()?.parse().map_err(|_| bad())?;
        let previous = match next()? {
            NONE => None,
            some => Some(Digest::parse(some).ok_or_else(bad)?),
        };
        let training = match next()? {
            "yes" => true,
            "no" => false,
            _ => return Err(bad()),
        };
        let date = next()?.parse().map_err(|_| bad())?;
        let (octets, streams) = next()?.split_once('.').ok_or_else(bad)?;
        let header = Self {
            kind,
            id,
            signer,
            recipients,
            destination,
            sequence,
            previous,
            training,
            date,
            payload_bytes: octets.parse().map_err(|_| bad())?,
            payload_files: streams.parse().map_err(|_| bad())?,
            tag_manifest,
        };
        // One spelling: no leading zeros, no other case, no further lines.
        if header.render().as_bytes() != bytes || header.flaw().is_some() {
            return Err(bad());
        }
        Ok(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, SigningKey};

    fn header() -> Header {
        Header {
            kind: Kind::Submissions,
            id: Uuid::from_u128(7),
            signer: SigningKey::generate().unwrap().public(),
            recipients: vec![
                Identity::generate().recipient(),
                Identity::generate().recipient(),
            ],
            destination: "Pusat, Jakarta".into(),
            sequence: 2,
            previous: Some(Digest::of(b"one")),
            training: false,
            date: NaiveDate::from_ymd_opt(2026, 1, 19).unwrap(),
            payload_bytes: 12,
            payload_files: 1,
            tag_manifest: Digest::of(b"t"),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let one = header();
        assert_eq!(
            Header::parse(one.render().as_bytes(), Digest::of(b"t")).unwrap(),
            one
        );
        let first = Header {
            sequence: 1,
            previous: None,
            recipients: vec![],
            training: true,
            ..one
        };
        assert_eq!(
            Header::parse(first.render().as_bytes(), Digest::of(b"t")).unwrap(),
            first
        );
    }

    #[test]
    fn another_spelling_of_the_same_is_refused() {
        let text = header().render();
        for (from, to, code) in [
            (
                "Saring-Format: saring/1",
                "Saring-Format: saring/2",
                "newer-format",
            ),
            (
                "Saring-Kind: submissions",
                "Saring-Kind: gossip",
                "unknown-kind",
            ),
            ("Saring-Sequence: 2", "Saring-Sequence: 02", "bad-tag-file"),
            ("Saring-Sequence: 2", "Saring-Sequence: 1", "bad-tag-file"),
            ("Saring-Sequence: 2", "Saring-Sequence: 0", "bad-tag-file"),
            ("Saring-Training: no", "Saring-Training: No", "bad-tag-file"),
            ("Payload-Oxum: 12.1\n", "Payload-Oxum: 12.1", "bad-tag-file"),
            (
                "Payload-Oxum: 12.1\n",
                "Payload-Oxum: 12.1\nExtra: x\n",
                "bad-tag-file",
            ),
            ("Pusat, Jakarta", "Pusat, Jakarta ", "bad-tag-file"),
            (
                "Bagging-Date: 2026-01-19",
                "Bagging-Date: 2026-1-19",
                "bad-tag-file",
            ),
        ] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text, "{from}");
            assert_eq!(
                Header::parse(changed.as_bytes(), Digest::of(b"t"))
                    .unwrap_err()
                    .code(),
                code,
                "{to}"
            );
        }
    }
}
