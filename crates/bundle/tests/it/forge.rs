//! Bundles made by hand, from the libraries alone, so that each can be wrong in exactly one way.

use crate::fixture::{People, digest};
use minisign::SecretKey;
use saring_bundle::{Identity, Recipient};
use std::io::Write;

/// Midnight of the bagging date.
const MIDNIGHT: u64 = 1_768_780_800;
pub(crate) const FOLDER: &str = "submissions-01900000-0000-7000-8000-000000000001";

/// One tar entry.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) header: tar::Header,
    pub(crate) bytes: Vec<u8>,
}

impl Entry {
    pub(crate) fn new(name: &str, bytes: &[u8]) -> Self {
        let mut header = tar::Header::new_ustar();
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(MIDNIGHT);
        header.set_size(bytes.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        let ustar = header.as_ustar_mut().unwrap();
        ustar.name[..name.len()].copy_from_slice(name.as_bytes());
        ustar.prefix[..FOLDER.len()].copy_from_slice(FOLDER.as_bytes());
        header.set_cksum();
        Self {
            header,
            bytes: bytes.to_vec(),
        }
    }

    /// The same entry with its header changed and summed again.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut tar::Header)) -> Self {
        change(&mut self.header);
        self.header.set_cksum();
        self
    }
}

/// A good bundle until somebody changes a part of it.
pub(crate) struct Forge<'a> {
    pub(crate) people: &'a People,
    /// Lines of `bag-info.txt` to put in place of others: from, to.
    pub(crate) info: Vec<(&'static str, &'static str)>,
    pub(crate) files: Vec<(&'static str, Vec<u8>)>,
    /// Name and bytes that the manifest speaks of, when they differ from the files.
    pub(crate) listed: Option<Vec<(&'static str, Vec<u8>)>>,
    pub(crate) declaration: &'static [u8],
    pub(crate) comment: &'static str,
    pub(crate) untrusted: &'static str,
    /// Changes the tag manifest before it is signed.
    pub(crate) tags: fn(String) -> String,
    /// Changes the signature's text.
    pub(crate) minisig: fn(String) -> String,
    /// Changes the entries after everything was signed.
    pub(crate) entries: fn(&mut Vec<Entry>),
    /// Zero bytes at the container's end.
    pub(crate) end: usize,
}

impl<'a> Forge<'a> {
    pub(crate) fn new(people: &'a People) -> Self {
        Self {
            people,
            info: vec![],
            files: vec![
                ("data/a.json", b"{}".to_vec()),
                ("data/b.json", vec![b'x'; 600]),
            ],
            listed: None,
            declaration: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            comment: "saring/1 submissions 01900000-0000-7000-8000-000000000001",
            untrusted: "saring bundle",
            tags: |text| text,
            minisig: |text| text,
            entries: |_| (),
            end: 1024,
        }
    }

    pub(crate) fn tar(&self) -> Vec<u8> {
        let line = |path: &str, bytes: &[u8]| format!("{}  {path}\n", digest(bytes));
        let listed = self.listed.as_ref().unwrap_or(&self.files);
        let manifest: String = listed
            .iter()
            .map(|(path, bytes)| line(path, bytes))
            .collect();
        let octets: usize = self.files.iter().map(|(_, bytes)| bytes.len()).sum();
        let recipients: Vec<_> = self
            .people
            .recipients
            .iter()
            .map(Recipient::as_str)
            .collect();
        let mut info = format!(
            "Saring-Format: saring/1\nSaring-Kind: submissions\nSaring-Id: 01900000-0000-7000-8000-000000000001\n\
             Saring-Signer: {}\nSaring-Recipients: {}\nSaring-Destination: Pusat\nSaring-Sequence: 1\n\
             Saring-Previous: none\nSaring-Training: no\nBagging-Date: 2026-01-19\nPayload-Oxum: {octets}.{}\n",
            self.people.officer.public(),
            recipients.join(" "),
            self.files.len(),
        );
        for (from, to) in &self.info {
            assert!(info.contains(from), "{from}");
            info = info.replace(from, to);
        }
        let tags = line("bagit.txt", self.declaration)
            + &line("bag-info.txt", info.as_bytes())
            + &line("manifest-sha256.txt", manifest.as_bytes());
        let tags = (self.tags)(tags);
        let secret = SecretKey::from_bytes(&self.people.officer.to_bytes()).unwrap();
        let signed = minisign::sign(
            None,
            &secret,
            tags.as_bytes(),
            Some(self.comment),
            Some(self.untrusted),
        )
        .unwrap();
        let minisig = (self.minisig)(signed.into_string());

        let mut entries = vec![
            Entry::new("tagmanifest-sha256.txt", tags.as_bytes()),
            Entry::new("tagmanifest-sha256.txt.minisig", minisig.as_bytes()),
            Entry::new("bagit.txt", self.declaration),
            Entry::new("bag-info.txt", info.as_bytes()),
            Entry::new("manifest-sha256.txt", manifest.as_bytes()),
        ];
        entries.extend(
            self.files
                .iter()
                .map(|(path, bytes)| Entry::new(path, bytes)),
        );
        (self.entries)(&mut entries);
        let mut tar = Vec::new();
        for entry in entries {
            tar.extend_from_slice(entry.header.as_bytes());
            tar.extend_from_slice(&entry.bytes);
            tar.resize(tar.len().next_multiple_of(512), 0);
        }
        tar.resize(tar.len() + self.end, 0);
        tar
    }

    pub(crate) fn sealed(&self) -> Vec<u8> {
        self.wrapped(&self.tar())
    }

    /// A good frame, padding and seal around any container.
    pub(crate) fn wrapped(&self, tar: &[u8]) -> Vec<u8> {
        let frame = compressed(tar);
        Self::seal(
            &self.people.recipients,
            &[frame.as_slice(), &padding(frame.len())].concat(),
        )
    }

    pub(crate) fn seal(recipients: &[Recipient], plain: &[u8]) -> Vec<u8> {
        let recipients: Vec<age::x25519::Recipient> = recipients
            .iter()
            .map(|r| r.as_str().parse().unwrap())
            .collect();
        let encryptor =
            age::Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))
                .unwrap();
        let mut stream = encryptor.wrap_output(Vec::new()).unwrap();
        stream.write_all(plain).unwrap();
        stream.finish().unwrap()
    }
}

/// One frame with its checksum.
pub(crate) fn compressed(tar: &[u8]) -> Vec<u8> {
    let mut frame = zstd::Encoder::new(Vec::new(), 3).unwrap();
    frame.include_checksum(true).unwrap();
    frame.write_all(tar).unwrap();
    frame.finish().unwrap()
}

/// The skippable frame behind a small compressed frame.
pub(crate) fn padding(frame: usize) -> Vec<u8> {
    skippable(65_536 - 8 - frame)
}

pub(crate) fn skippable(zeros: usize) -> Vec<u8> {
    let mut bytes = vec![0x50, 0x2A, 0x4D, 0x18];
    bytes.extend_from_slice(&u32::try_from(zeros).unwrap().to_le_bytes());
    bytes.resize(bytes.len() + zeros, 0);
    bytes
}

/// Somebody else altogether.
pub(crate) fn stranger() -> (Identity, Vec<Recipient>) {
    let identity = Identity::generate();
    let recipients = vec![identity.recipient()];
    (identity, recipients)
}
