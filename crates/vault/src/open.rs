//! Handing the encrypted file to SQLCipher: which settings, in which order, and taking it back whole.

use crate::secret::VaultKey;
use crate::{VaultError, attachments, files, migration};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Whether the file is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    New,
    Existing,
}

/// Opens the file under its key, refuses a later format before anything is written, brings its tables up to date and
/// clears away what interrupted imports left.
pub(crate) fn open(path: &Path, key: &VaultKey, mode: Mode) -> Result<Connection, VaultError> {
    let mut connection = connect(path, key, mode)?;
    match attachments::clear(&mut connection) {
        // For want of room it is cleared another time.
        Ok(()) | Err(VaultError::DiskFull | VaultError::Io { .. }) => Ok(connection),
        // What lies on a broken page stays; a connection that met one can no longer be trusted with the rest.
        Err(VaultError::VaultDamaged) => {
            drop(connection);
            connect(path, key, Mode::Existing)
        }
        Err(error) => Err(error),
    }
}

fn connect(path: &Path, key: &VaultKey, mode: Mode) -> Result<Connection, VaultError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let flags = if mode == Mode::New {
        flags | OpenFlags::SQLITE_OPEN_CREATE
    } else {
        flags
    };
    let mut connection = Connection::open_with_flags(path, flags)?;
    // A file that is refused below is left as it is, its log included.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    hand_over(&connection, key)?;
    // The first statement that reads a page: here a wrong key or a damaged first page shows.
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    sound(&connection)?;
    if let Err(refusal) = migration::refuse_newer(&connection) {
        drop(connection);
        // Looking made an empty log where none was.
        let log = files::beside(path, "-wal");
        if log.metadata().is_ok_and(|log| log.len() == 0) {
            files::remove(&log)?;
        }
        return Err(refusal);
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;

    let journal: String =
        connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if journal != "wal" {
        return Err(VaultError::Internal {
            what: "journal mode",
        });
    }
    // The size of the cache can only be said once the tables are known.
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;")?;
    // A statement is prepared once, whatever is bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // All that saving an answer asks, and lists and searches beside it.
    connection.set_prepared_statement_cache_capacity(64);
    migration::run(&mut connection)?;
    Ok(connection)
}

/// Why a key that a slot gave did not open the file. A file begins with the salt of its key, so another salt there says
/// that the key is another one; a beginning that is one byte over and over says nothing but damage.
pub(crate) fn refusal(path: &Path, key: &VaultKey, error: VaultError) -> VaultError {
    if !matches!(error, VaultError::VaultDamaged) {
        return error;
    }
    let mut salt = vec![0; key.salt().len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut salt));
    let differing = salt.iter().zip(key.salt()).filter(|(a, b)| a != b).count();
    // Two random salts differ nearly everywhere; a flipped bit makes one byte differ, and SQLCipher does not mind it.
    let another = differing > salt.len() / 2 && salt.iter().any(|byte| *byte != salt[0]);
    if read.is_ok() && another {
        VaultError::KeysDoNotFit
    } else {
        VaultError::VaultDamaged
    }
}

/// The key, and the settings that stand before the first page is read.
fn hand_over(connection: &Connection, key: &VaultKey) -> Result<(), VaultError> {
    // SQLCipher prints on a wrong key. Its memory is wiped on release only from this point on, so it comes before the
    // statement that holds the key.
    connection
        .execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = ON;")?;
    connection.execute_batch(&key.pragma())?;
    // The file format is stated and not left to a later library's defaults. Alone on the file, SQLite keeps the log's
    // index in memory and makes no third file.
    connection.execute_batch(
        "PRAGMA cipher_compatibility = 4;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;",
    )?;
    Ok(())
}

/// Opens the file to be looked at and changes nothing of it, its log included, even where it is damaged.
pub(crate) fn look(path: &Path, key: &VaultKey) -> Result<Connection, VaultError> {
    let connection = unread(path, key)?;
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    sound(&connection)?;
    Ok(connection)
}

/// The same, before the first page is read: all that it can do is to say which pages are broken.
pub(crate) fn unread(path: &Path, key: &VaultKey) -> Result<Connection, VaultError> {
    // Read-only handles cannot have the file to themselves, and without that SQLite would write a third file.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    hand_over(&connection, key)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;")?;
    Ok(connection)
}

/// Whether every page that was read so far was authentic. SQLCipher hands out a page of zeros where one is not and
/// notes the error only for the next page, so a row that ends on a broken page would come back without its end:
/// nothing that was read counts before this was asked. After a broken page the connection stays unsound.
pub(crate) fn sound(connection: &Connection) -> Result<(), VaultError> {
    let status: String = connection.query_row("PRAGMA cipher_status", [], |row| row.get(0))?;
    if status == "1" {
        Ok(())
    } else {
        Err(VaultError::VaultDamaged)
    }
}

/// Moves the log into the file and cuts it to nothing.
pub(crate) fn checkpoint(connection: &Connection) -> Result<(), VaultError> {
    let busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy { Err(VaultError::InUse) } else { Ok(()) }
}

/// Checkpoints and closes. Also after an error everything confirmed is in the file or in its log.
pub(crate) fn close(connection: Connection) -> Result<(), VaultError> {
    checkpoint(&connection)?;
    connection.close().map_err(|(_, error)| error.into())
}

/// A transaction under way, rolled back when it is dropped. As the library's own one, but for statements that are
/// prepared once: each answer has one, and preparing costs SQLCipher's care for every allocation.
pub(crate) struct Transaction<'a> {
    connection: &'a Connection,
}

impl<'a> Transaction<'a> {
    /// Immediate: the write lock is taken at once, so that a refusal comes before any work.
    pub(crate) fn begin(connection: &'a Connection) -> Result<Self, VaultError> {
        let begun = connection
            .prepare_cached("BEGIN IMMEDIATE")
            .and_then(|mut begin| begin.execute([]));
        if let Err(error) = begun {
            // After a broken page every statement fails, and that is what is to be told.
            sound(connection)?;
            return Err(error.into());
        }
        Ok(Self { connection })
    }

    pub(crate) fn commit(self) -> Result<(), VaultError> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // A failed commit may have rolled back already; then there is nothing under way.
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}
