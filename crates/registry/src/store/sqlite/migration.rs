//! The registry's own migrations. The file's `user_version` belongs to the vault.

use super::{arrival, document, form, signer, value, withdrawal};
use crate::RegistryError;
use rusqlite::{Connection, OptionalExtension};

/// Steps in their order; a step that was released never changes.
const STEPS: &[&[&str]] = &[
    &[
        signer::TABLE,
        arrival::TABLES,
        form::TABLE,
        document::TABLES,
        value::TABLES,
    ],
    &[withdrawal::TABLE, arrival::WITHDRAWALS],
];

pub(super) fn run(connection: &mut Connection) -> Result<(), RegistryError> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS registry_migration (
           number INTEGER PRIMARY KEY,
           at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
         ) STRICT",
    )?;
    let done = transaction
        .query_row(
            "SELECT number FROM registry_migration ORDER BY number DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?
        .unwrap_or(0_u32);
    if done as usize > STEPS.len() {
        return Err(RegistryError::Newer);
    }
    for (number, step) in (1..).zip(STEPS).skip(done as usize) {
        for sql in *step {
            transaction.execute_batch(sql)?;
        }
        transaction.execute(
            "INSERT INTO registry_migration (number) VALUES (?1)",
            [number],
        )?;
    }
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_run_once_and_a_later_version_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        run(&mut connection).unwrap();
        let version: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(version, 0, "the vault's number is not touched");
        connection
            .execute("INSERT INTO registry_migration (number) VALUES (99)", [])
            .unwrap();
        assert_eq!(run(&mut connection).unwrap_err().code(), "registry-newer");
    }
}
