//! The check of a log that a crash left, before SQLite opens it. SQLite drops silently all that follows a damaged
//! frame; this tells a torn end, which is normal, from confirmed transactions that can no longer be read. It needs no
//! key: the frame headers are in the clear. Layout: <https://www.sqlite.org/fileformat2.html#walformat>.

use crate::VaultError;
use crate::files::{self, Places};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// The last bit says in which byte order the checksums were reckoned.
const MAGIC: u32 = 0x377f_0682;

/// A leftover log whose confirmed transactions cannot all be read. Both files were copied first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedLog {
    /// The copy of the encrypted file as it was; the log's copy stands beside it under SQLite's name (`-wal`).
    pub aside: PathBuf,
    /// Ends of transactions found beyond the damage. A single one may also be the last transaction, torn by a power
    /// cut before it was confirmed; the two look alike. None when the log's own header is damaged: then all are lost.
    pub transactions: Option<u32>,
}

/// What looking at a log gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Leftover {
    pub(crate) verdict: Verdict,
    /// The pages that it holds in confirmed transactions: what the encrypted file has of them counts no more.
    pub(crate) pages: BTreeSet<u32>,
}

impl Leftover {
    fn of(verdict: Verdict) -> Self {
        Self {
            verdict,
            pages: BTreeSet::new(),
        }
    }
}

/// What a log holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Everything that was confirmed can be read.
    Whole,
    /// Transactions end beyond the last valid frame.
    Damaged { transactions: Option<u32> },
}

/// Checks the leftover log; keeps both files aside when it is damaged. Closes every handle before it returns.
pub(crate) fn check(places: &Places) -> Result<Option<DamagedLog>, VaultError> {
    match examine(&places.log)?.verdict {
        Verdict::Whole => Ok(None),
        Verdict::Damaged { transactions } => Ok(Some(DamagedLog {
            aside: keep_aside(places)?,
            transactions,
        })),
    }
}

/// Copies both files under the first free name. When that fails the vault is not opened, since opening ends the log.
fn keep_aside(places: &Places) -> Result<PathBuf, VaultError> {
    let mut number = 1;
    loop {
        let aside = files::beside(&places.vault, &format!(".damaged-{number}"));
        let log = files::beside(&aside, "-wal");
        if aside.exists() || log.exists() {
            number += 1;
            continue;
        }
        let copied = files::copy_aside(&places.log, &log)
            .and_then(|()| files::copy_aside(&places.vault, &aside));
        if let Err(error) = copied {
            // Half a copy is no use, and on a full disk it is in the way.
            files::remove(&aside)?;
            files::remove(&log)?;
            return Err(error);
        }
        files::sync_folder(&aside)?;
        return Ok(aside);
    }
}

/// Looks at a log and writes nothing.
pub(crate) fn examine(log: &Path) -> Result<Leftover, VaultError> {
    let file = match File::open(log) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(Leftover::of(Verdict::Whole));
        }
        Err(error) => return Err(error.into()),
    };
    let length = file.metadata()?.len();
    let mut reader = BufReader::with_capacity(256 * 1024, file);
    let mut header = [0; HEADER];
    if length < (HEADER + FRAME_HEADER) as u64 {
        // No frame was ever written.
        return Ok(Leftover::of(Verdict::Whole));
    }
    reader.read_exact(&mut header)?;
    let magic = word(&header, 0);
    let mut sum = Checksum {
        big_endian: magic & 1 == 1,
        s: [0, 0],
    };
    sum.add(&header[..24]);
    let page = word(&header, 8) as usize;
    let good = magic & !1 == MAGIC && sum.s == [word(&header, 24), word(&header, 28)];
    if !good || !(512..=65_536).contains(&page) {
        return Ok(Leftover::of(Verdict::Damaged { transactions: None }));
    }

    let salts = &header[16..24];
    let mut frame = vec![0; FRAME_HEADER + page];
    let (mut valid, mut lost) = (true, 0);
    let (mut pages, mut pending) = (BTreeSet::new(), Vec::new());
    while read_whole(&mut reader, &mut frame)? {
        // Frames of an earlier round of the log were checkpointed long ago. Both their salts differ; where one of the
        // two still fits, it is this round's frame with a damaged salt.
        let salts_hold = &frame[8..16] == salts;
        let of_this_round = salts_hold || frame[8..12] == salts[..4] || frame[12..16] == salts[4..];
        let before = sum.s;
        if valid {
            sum.add(&frame[..8]);
            sum.add(&frame[FRAME_HEADER..]);
            valid = salts_hold && sum.s == [word(&frame, 16), word(&frame, 20)];
            if !valid {
                sum.s = before;
            }
        }
        let ends_a_transaction = word(&frame, 4) != 0;
        if valid {
            pending.push(word(&frame, 0));
            if ends_a_transaction {
                pages.extend(pending.drain(..));
            }
        } else if of_this_round && (ends_a_transaction || lost == 0 && sum.ended_before(&frame)) {
            lost += 1;
        }
    }
    let verdict = if lost > 0 {
        Verdict::Damaged {
            transactions: Some(lost),
        }
    } else {
        Verdict::Whole
    };
    Ok(Leftover { verdict, pages })
}

/// Fills the buffer; false at the end, and for a last frame that is cut short.
fn read_whole(reader: &mut impl Read, buffer: &mut [u8]) -> Result<bool, VaultError> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// The log's running checksum over pairs of words.
struct Checksum {
    big_endian: bool,
    s: [u32; 2],
}

impl Checksum {
    /// Whether the frame that does not follow held the end of a transaction before one bit of that note was lost: its
    /// checksum still says so.
    fn ended_before(&self, frame: &[u8]) -> bool {
        (0..u32::BITS).any(|bit| {
            let mut sum = Self { ..*self };
            let mut begin = [0; 8];
            begin[..4].copy_from_slice(&frame[..4]);
            begin[4..].copy_from_slice(&(1_u32 << bit).to_be_bytes());
            sum.add(&begin);
            sum.add(&frame[FRAME_HEADER..]);
            sum.s == [word(frame, 16), word(frame, 20)]
        })
    }

    fn add(&mut self, bytes: &[u8]) {
        for pair in bytes.chunks_exact(8) {
            let (mut x, mut y) = (word(pair, 0), word(pair, 4));
            if !self.big_endian {
                (x, y) = (x.swap_bytes(), y.swap_bytes());
            }
            self.s[0] = self.s[0].wrapping_add(x).wrapping_add(self.s[1]);
            self.s[1] = self.s[1].wrapping_add(y).wrapping_add(self.s[0]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    const PAGE: usize = 4096;

    /// A plain database's log with several transactions, as SQLite itself writes it.
    fn log_of(transactions: u32) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plain");
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
            .unwrap();
        for number in 1..transactions {
            connection
                .execute("INSERT INTO t VALUES (?1)", [number])
                .unwrap();
        }
        std::fs::read(files::beside(&path, "-wal")).unwrap()
    }

    fn verdict(log: &[u8]) -> Verdict {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        std::fs::write(&path, log).unwrap();
        examine(&path).unwrap().verdict
    }

    #[test]
    fn any_single_bit_of_the_last_confirmed_transaction_is_missed() {
        // The file has two pages, so that the note which ends its last transaction is a single bit.
        for transactions in [3, 9] {
            let log = log_of(transactions);
            let last = log.len() - FRAME_HEADER - PAGE;
            for bit in 0..FRAME_HEADER * 8 {
                let mut log = log.clone();
                log[last + bit / 8] ^= 1 << (bit % 8);
                assert_eq!(
                    verdict(&log),
                    Verdict::Damaged {
                        transactions: Some(1)
                    },
                    "bit {bit}"
                );
            }
        }
    }

    #[test]
    fn a_log_as_sqlite_left_it_is_whole() {
        assert_eq!(verdict(&log_of(5)), Verdict::Whole);
        assert_eq!(verdict(&[]), Verdict::Whole);
    }

    #[test]
    fn a_torn_end_is_normal() {
        let log = log_of(5);
        assert_eq!(verdict(&log[..log.len() - 100]), Verdict::Whole);
    }

    #[test]
    fn a_damaged_frame_before_confirmed_transactions_is_damage() {
        let mut log = log_of(5);
        let frames = (log.len() - HEADER) / (FRAME_HEADER + PAGE);
        let third_from_the_end = HEADER + (frames - 3) * (FRAME_HEADER + PAGE);
        log[third_from_the_end + FRAME_HEADER + 9] ^= 1;
        assert_eq!(
            verdict(&log),
            Verdict::Damaged {
                transactions: Some(3)
            }
        );
    }

    #[test]
    fn frames_of_an_earlier_round_are_no_damage() {
        let mut log = log_of(3);
        let mut earlier = log[log.len() - FRAME_HEADER - PAGE..].to_vec();
        earlier[8..16].fill(7);
        log.extend_from_slice(&earlier);
        assert_eq!(verdict(&log), Verdict::Whole);
    }

    #[test]
    fn a_damaged_header_loses_everything_and_is_said_so() {
        let mut log = log_of(3);
        log[17] ^= 1;
        assert_eq!(verdict(&log), Verdict::Damaged { transactions: None });
    }
}
