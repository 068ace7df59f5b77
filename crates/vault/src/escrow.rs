//! The age text that carries an escrow code to headquarters: sealed here, opened there with any age program.

use crate::VaultError;
use crate::code::Code;
use age::armor::{ArmoredReader, ArmoredWriter, Format};
use saring_record::VaultId;
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// No escrow text is longer.
const LONGEST: u64 = 64 * 1024;

/// What headquarters reads out of an escrow text.
pub struct OpenedEscrow {
    /// Which vault's.
    pub vault: String,
    /// The day the slot was made.
    pub made: String,
    /// The code to read over the phone.
    pub code: Code,
}

/// Without the code.
impl std::fmt::Debug for OpenedEscrow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedEscrow")
            .field("vault", &self.vault)
            .field("made", &self.made)
            .finish_non_exhaustive()
    }
}

/// Seals a code to recipients, armored. Inside stands which vault it is for, and when it was made.
pub(crate) fn seal_code(
    code: &Code,
    recipients: &[String],
    vault: VaultId,
    made: &str,
) -> Result<String, VaultError> {
    let recipients = recipients
        .iter()
        .map(|text| text.parse::<age::x25519::Recipient>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| VaultError::BadRecipient)?;
    let failed = |_: std::io::Error| VaultError::Internal { what: "escrow" };
    let encryptor =
        age::Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))
            .map_err(|_| VaultError::BadRecipient)?;
    let digits = code.digits();
    let mut text = Zeroizing::new(String::with_capacity(256));
    for part in [
        "saring escrow 1\nvault ",
        &vault.to_string(),
        "\nmade ",
        made,
    ] {
        text.push_str(part);
    }
    for part in ["\ncode ", &digits, "\n"] {
        text.push_str(part);
    }
    let armor = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).map_err(failed)?;
    let mut writer = encryptor.wrap_output(armor).map_err(failed)?;
    writer.write_all(text.as_bytes()).map_err(failed)?;
    let bytes = writer
        .finish()
        .and_then(ArmoredWriter::finish)
        .map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| VaultError::Internal { what: "escrow" })
}

/// Opens an escrow text with headquarters' identity (`AGE-SECRET-KEY-1...`).
///
/// # Errors
/// [`VaultError::NotAnEscrow`] when it is none, or is sealed to somebody else.
pub fn open_escrow(text: &str, identity: &str) -> Result<OpenedEscrow, VaultError> {
    let refused = || VaultError::NotAnEscrow;
    let identity: age::x25519::Identity = identity.trim().parse().map_err(|_| refused())?;
    let decryptor =
        age::Decryptor::new(ArmoredReader::new(text.trim().as_bytes())).map_err(|_| refused())?;
    let reader = decryptor
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .map_err(|_| refused())?;
    let mut opened = Zeroizing::new(String::with_capacity(1024));
    reader
        .take(LONGEST)
        .read_to_string(&mut opened)
        .map_err(|_| refused())?;
    let mut lines = opened.lines();
    if lines.next() != Some("saring escrow 1") {
        return Err(refused());
    }
    let mut field = |name: &str| {
        lines
            .next()
            .and_then(|line| line.strip_prefix(name))
            .ok_or_else(refused)
    };
    Ok(OpenedEscrow {
        vault: field("vault ")?.to_owned(),
        made: field("made ")?.to_owned(),
        code: Code::parse(field("code ")?)?,
    })
}
