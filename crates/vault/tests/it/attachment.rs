//! Attachments: streamed in and out, held against their digest, gone when they are removed or cut off.

use crate::desk::{Desk, at, begin, create, now, passphrase};
use saring_record::{Digest, InterviewId};
use saring_vault::{AttachmentRow, NewAttachment, Vault, VaultError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A scan of so many bytes that never lies in memory as a whole.
struct Scan {
    left: u64,
    next: u64,
    /// Breaks off here, as a stick does that is pulled out.
    breaks_at: Option<u64>,
    /// Called for every piece that is read.
    watch: Box<dyn FnMut()>,
}

impl Scan {
    fn of(bytes: u64) -> Self {
        Self {
            left: bytes,
            next: 0,
            breaks_at: None,
            watch: Box::new(|| {}),
        }
    }
}

impl Read for Scan {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.breaks_at.is_some_and(|at| self.next >= at) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        (self.watch)();
        let some = buffer.len().min(usize::try_from(self.left).unwrap());
        for byte in &mut buffer[..some] {
            let begin = b"%PDF-1.7\n";
            *byte = match begin.get(self.next as usize) {
                Some(byte) => *byte,
                None => (self.next.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8,
            };
            self.next += 1;
        }
        self.left -= some as u64;
        Ok(some)
    }
}

fn bytes_of(mut scan: Scan) -> Vec<u8> {
    let mut bytes = Vec::new();
    scan.read_to_end(&mut bytes).unwrap();
    bytes
}

fn attach(
    vault: &mut Vault,
    interview: InterviewId,
    name: &str,
    content: &mut dyn Read,
) -> Result<AttachmentRow, VaultError> {
    vault.add_attachment(
        &NewAttachment {
            interview,
            reference: Some("/data/passport"),
            name,
            at: at(60),
        },
        content,
    )
}

fn read(vault: &mut Vault, row: &AttachmentRow) -> Result<Vec<u8>, VaultError> {
    let mut out = Vec::new();
    vault.read_attachment(row.id, at(70), &mut out)?;
    Ok(out)
}

fn rows(vault: &mut Vault, sql: &str) -> i64 {
    vault
        .connection()
        .query_row(sql, [], |row| row.get(0))
        .unwrap()
}

fn chunks(vault: &mut Vault) -> i64 {
    rows(vault, "SELECT count(*) FROM attachment_chunk")
}

#[test]
fn what_is_attached_comes_back_as_it_was_after_a_night() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    // Shorter than a chunk, exactly one, one byte more, several.
    let lengths = [700, 512 * 1024, 512 * 1024 + 1, 1_700_000];
    for length in lengths {
        let row = attach(&mut vault, id, "paspor.pdf", &mut Scan::of(length)).unwrap();
        assert_eq!(row.bytes, length);
        assert_eq!(row.digest, Digest::of(&bytes_of(Scan::of(length))));
        assert_eq!(row.media, "application/pdf");
    }
    vault.lock().unwrap();
    let mut vault = desk.unlock();
    let listed = vault.attachments(id).unwrap();
    assert_eq!(listed.len(), lengths.len());
    for (row, length) in listed.iter().zip(lengths) {
        assert!(read(&mut vault, row).unwrap() == bytes_of(Scan::of(length)));
        assert_eq!(
            (
                row.name.as_str(),
                row.reference.as_deref(),
                row.has_thumbnail
            ),
            ("paspor.pdf", Some("/data/passport"), false)
        );
    }
    assert_eq!(vault.damaged_attachments().unwrap(), []);
    let audit = vault.audit().unwrap();
    let count = |action: &str| audit.iter().filter(|row| row.action == action).count();
    assert_eq!((count("attached"), count("attachment-read")), (4, 4));
    assert!(vault.check().unwrap().is_good());
}

#[test]
fn only_pictures_sound_and_documents_are_taken_whatever_their_name() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    for content in [
        b"MZ\x90\0 a program".as_slice(),
        b"<html>",
        b"",
        b"PK\x03\x04 archive",
    ] {
        let error = attach(&mut vault, id, "paspor.pdf", &mut &content[..]).unwrap_err();
        assert_eq!(error.code(), "attachment-kind");
    }
    assert_eq!(rows(&mut vault, "SELECT count(*) FROM attachment"), 0);
}

#[test]
fn a_picture_has_a_small_one_and_a_damaged_picture_is_kept_without() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    // One white pixel as GIF.
    let gif =
        b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let row = attach(&mut vault, id, "foto", &mut gif.as_slice()).unwrap();
    let small = vault.thumbnail(row.id).unwrap().unwrap();
    assert_eq!(
        (row.media.as_str(), &small[..3]),
        ("image/gif", b"\xff\xd8\xff".as_slice())
    );
    let broken = attach(&mut vault, id, "foto", &mut &gif[..16]).unwrap();
    assert_eq!(vault.thumbnail(broken.id).unwrap(), None);
    assert_eq!(read(&mut vault, &broken).unwrap(), &gif[..16]);
}

#[test]
fn a_source_that_breaks_off_leaves_nothing() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let mut scan = Scan::of(3_000_000);
    scan.breaks_at = Some(2_000_000);
    let error = attach(&mut vault, id, "paspor.pdf", &mut scan).unwrap_err();
    assert_eq!(error.code(), "io");
    assert_eq!(vault.attachments(id).unwrap(), []);
    assert_eq!(chunks(&mut vault), 0);
    assert_eq!(rows(&mut vault, "SELECT count(*) FROM attachment"), 0);
    vault.verify_audit().unwrap();
}

#[test]
fn a_finished_interview_takes_and_loses_none_until_it_is_corrected() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let row = attach(&mut vault, id, "paspor.pdf", &mut Scan::of(900_000)).unwrap();
    vault.finalize(id, b"{}", at(80)).unwrap();
    let error = attach(&mut vault, id, "lagi.pdf", &mut Scan::of(900)).unwrap_err();
    assert_eq!(error.code(), "interview-finalized");
    let error = vault.remove_attachment(row.id, at(81)).unwrap_err();
    assert_eq!(error.code(), "interview-finalized");
    vault.reopen(id, "salah lampiran", at(82)).unwrap();
    vault.remove_attachment(row.id, at(83)).unwrap();
    assert_eq!(vault.attachments(id).unwrap(), []);
    assert_eq!(
        read(&mut vault, &row).unwrap_err().code(),
        "no-such-attachment"
    );
    assert_eq!(chunks(&mut vault), 0);
    assert!(vault.check().unwrap().is_good());
}

#[test]
fn changed_content_is_an_error_and_is_named_by_the_check() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let whole = attach(&mut vault, id, "satu.pdf", &mut Scan::of(900_000)).unwrap();
    for change in [
        "UPDATE attachment_chunk SET bytes = zeroblob(length(bytes)) WHERE seq = 1 AND attachment = 2",
        "DELETE FROM attachment_chunk WHERE seq = 1 AND attachment = 3",
    ] {
        let row = attach(&mut vault, id, "dua.pdf", &mut Scan::of(900_000)).unwrap();
        vault.connection().execute_batch(change).unwrap();
        assert_eq!(
            read(&mut vault, &row).unwrap_err().code(),
            "attachment-damaged"
        );
        assert!(vault.damaged_attachments().unwrap().contains(&row.id));
    }
    assert!(!vault.damaged_attachments().unwrap().contains(&whole.id));
    // What stands about it is held by the audit log.
    vault.verify_audit().unwrap();
    vault
        .connection()
        .execute_batch("UPDATE attachment SET digest = replace(digest, 'a', 'b') WHERE nr = 1")
        .unwrap();
    assert_eq!(vault.verify_audit().unwrap_err().code(), "audit-broken");
}

const VAULT: &str = "SARING_TEST_ATTACH_VAULT";
const INTERVIEW: &str = "SARING_TEST_ATTACH_INTERVIEW";
const BYTES: &str = "SARING_TEST_ATTACH_BYTES";

fn child(test: &str, path: &Path, id: InterviewId, bytes: u64) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(VAULT, path)
        .env(INTERVIEW, id.to_string())
        .env(BYTES, bytes.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn told() -> Option<(Vault, InterviewId, u64)> {
    let var = |name: &str| std::env::var(name).ok();
    let (path, id, bytes) = (var(VAULT)?, var(INTERVIEW)?, var(BYTES)?);
    let vault = Vault::unlock(&PathBuf::from(path), &passphrase(), now()).unwrap();
    Some((vault, id.parse().unwrap(), bytes.parse().unwrap()))
}

/// The child of the test below: attaches until it is killed. Without its environment it does nothing.
#[test]
fn attaches_until_it_is_killed() {
    let Some((mut vault, id, bytes)) = told() else {
        return;
    };
    let mut out = io::stdout();
    loop {
        let mut scan = Scan::of(bytes);
        scan.watch = Box::new(|| {
            let mut out = io::stdout();
            writeln!(out, "piece").unwrap();
            out.flush().unwrap();
        });
        attach(&mut vault, id, "paspor.pdf", &mut scan).unwrap();
        writeln!(out, "attached").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn killed_while_attaching_what_was_confirmed_is_whole_and_the_rest_is_gone() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    vault.lock().unwrap();
    let bytes = 2_200_000;
    let mut confirmed = 0;
    for pieces in [2, 11, 40, 90, 150] {
        let mut child = child(
            "attachment::attaches_until_it_is_killed",
            &desk.path,
            id,
            bytes,
        )
        .spawn()
        .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        while seen < pieces {
            match lines.next().unwrap().unwrap().as_str() {
                "piece" => seen += 1,
                "attached" => confirmed += 1,
                _ => {}
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        confirmed += lines
            .map_while(Result::ok)
            .filter(|line| line == "attached")
            .count();

        let mut vault = desk.unlock();
        let listed = vault.attachments(id).unwrap();
        assert!(listed.len() >= confirmed, "{} of {confirmed}", listed.len());
        confirmed = listed.len();
        for row in &listed {
            assert_eq!(read(&mut vault, row).unwrap().len() as u64, bytes);
        }
        let whole = rows(&mut vault, "SELECT count(*) FROM attachment");
        assert_eq!(whole as usize, listed.len());
        assert_eq!(chunks(&mut vault) as usize, listed.len() * 5);
        assert!(vault.check().unwrap().is_good());
        vault.lock().unwrap();
    }
    assert!(confirmed > 0);
}

/// The child of the tests below: says how much memory attaching and reading took at most, in KiB, and how large the log
/// became. Without its environment it does nothing.
#[test]
fn attaches_and_reads_and_says_what_it_took() {
    let Some((mut vault, id, bytes)) = told() else {
        return;
    };
    // The key derivation before this took 64 MiB of its own.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let log = PathBuf::from(format!("{}-wal", vault.path().display()));
    let largest = std::rc::Rc::new(std::cell::Cell::new(0));
    let mut scan = Scan::of(bytes);
    let seen = std::rc::Rc::clone(&largest);
    scan.watch = Box::new(move || {
        let length = log.metadata().map_or(0, |log| log.len());
        seen.set(seen.get().max(length));
    });
    let row = attach(&mut vault, id, "rekaman.pdf", &mut scan).unwrap();
    assert_eq!(row.bytes, bytes);
    vault
        .read_attachment(row.id, at(70), &mut io::sink())
        .unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    println!(
        "figures: {} {}",
        peak.split_whitespace().nth(1).unwrap(),
        largest.get()
    );
}

/// Peak memory in KiB and the largest length of the log in bytes.
fn took(bytes: u64) -> (u64, u64) {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    vault.lock().unwrap();
    let name = "attachment::attaches_and_reads_and_says_what_it_took";
    let output = child(name, &desk.path, id, bytes).output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, figures) = text.split_once("figures: ").unwrap();
    let mut figures = figures.split_whitespace().map(|word| word.parse().unwrap());
    (figures.next().unwrap(), figures.next().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn five_hundred_megabytes_take_less_than_sixty_four_of_memory_and_the_log_stays_short() {
    let (memory, log) = took(500_000_000);
    assert!(memory < 64 * 1024, "{memory} KiB");
    assert!(log < 16 * 1024 * 1024, "{log} bytes of log");
}
