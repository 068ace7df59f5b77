//! The steps from an empty file to today's tables, numbered by SQLite's `user_version`.

use crate::{VaultError, table};
use rusqlite::Connection;

/// One step of one table. Once released it never changes; a change to the table is a further step.
pub(crate) struct Migration {
    /// The `user_version` it leads to. Steps of one number are taken together.
    pub(crate) to: u32,
    pub(crate) sql: &'static str,
}

/// Every table's steps. The order matters only within one number.
const TABLES: &[&[Migration]] = &[
    table::meta::MIGRATIONS,
    table::officer::MIGRATIONS,
    table::audit::MIGRATIONS,
    table::form::MIGRATIONS,
    table::interview::MIGRATIONS,
    table::event::MIGRATIONS,
    table::revision::MIGRATIONS,
    table::outbox::MIGRATIONS,
    table::peer::MIGRATIONS,
    table::attachment::MIGRATIONS,
    table::search::MIGRATIONS,
    table::withdrawal::MIGRATIONS,
    table::secret::MIGRATIONS,
    table::setting::MIGRATIONS,
];

/// The number of today's tables.
pub(crate) fn known() -> u32 {
    steps().map(|step| step.to).max().unwrap_or(0)
}

fn steps() -> impl Iterator<Item = &'static Migration> {
    TABLES.iter().flat_map(|table| table.iter())
}

/// The number of the file's tables; reads only.
pub(crate) fn found(connection: &Connection) -> Result<u32, VaultError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a file of a later Saring before anything is written to it.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<(), VaultError> {
    let (found, known) = (found(connection)?, known());
    if found > known {
        Err(VaultError::Newer { found, known })
    } else {
        Ok(())
    }
}

/// Takes the missing steps, all of them and their `user_version` in one transaction: when one fails, the vault is what
/// it was, and not something between two releases.
pub(crate) fn run(connection: &mut Connection) -> Result<(), VaultError> {
    refuse_newer(connection)?;
    take(connection, TABLES)
}

fn take(connection: &mut Connection, tables: &[&[Migration]]) -> Result<(), VaultError> {
    let steps = || tables.iter().flat_map(|table| table.iter());
    let (found, last) = (
        found(connection)?,
        steps().map(|step| step.to).max().unwrap_or(0),
    );
    if found >= last {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for number in found + 1..=last {
        for step in steps().filter(|step| step.to == number) {
            transaction.execute_batch(step.sql)?;
        }
    }
    transaction.pragma_update(None, "user_version", last)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_left_out() {
        for number in 1..=known() {
            assert!(steps().any(|step| step.to == number), "{number}");
        }
    }

    #[test]
    fn the_steps_make_the_tables_and_a_second_run_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        run(&mut connection).unwrap();
        assert_eq!(found(&connection).unwrap(), known());
    }

    #[test]
    fn a_later_number_is_refused() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .pragma_update(None, "user_version", known() + 1)
            .unwrap();
        assert_eq!(refuse_newer(&connection).unwrap_err().code(), "vault-newer");
    }

    #[test]
    fn a_failed_step_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plain");
        let mut connection = Connection::open(&path).unwrap();
        let first: Vec<Vec<Migration>> = TABLES
            .iter()
            .map(|table| {
                let first = table.iter().filter(|step| step.to == 1);
                first
                    .map(|step| Migration {
                        to: 1,
                        sql: step.sql,
                    })
                    .collect()
            })
            .collect();
        let first: Vec<&[Migration]> = first.iter().map(Vec::as_slice).collect();
        take(&mut connection, &first).unwrap();
        connection
            .execute_batch("INSERT INTO setting VALUES ('language', 'id')")
            .unwrap();
        let before = std::fs::read(&path).unwrap();

        let failing = [
            Migration {
                to: 2,
                sql: "ALTER TABLE setting ADD COLUMN more TEXT; UPDATE setting SET value = 'gone';",
            },
            Migration {
                to: 3,
                sql: "CREATE TABLE new (a); INSERT INTO there_is_no_such_table VALUES (1);",
            },
        ];
        let with_failing: Vec<&[Migration]> =
            first.iter().copied().chain([failing.as_slice()]).collect();
        take(&mut connection, &with_failing).unwrap_err();
        assert_eq!(found(&connection).unwrap(), 1);
        drop(connection);
        assert!(std::fs::read(&path).unwrap() == before);

        let mut connection = Connection::open(&path).unwrap();
        run(&mut connection).unwrap();
        let value: String = connection
            .query_row("SELECT value FROM setting", [], |row| row.get(0))
            .unwrap();
        assert_eq!(value, "id");
    }
}
