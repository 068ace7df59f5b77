//! Reading a damaged file row by row: what lies on a broken page is stepped over, and everything else is read.
//!
//! A connection that met a broken page gives nothing any more, so it is opened anew; with the raw key that takes about a
//! millisecond. Rows are asked for by key, each the next after the last, so that a broken page costs the rows on it; two close together may cost those between.

use crate::secret::VaultKey;
use crate::table::event;
use crate::{VaultError, open};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;

/// Rows asked for at once while all goes well.
const BATCH: usize = 64;
/// The same where a row may hold half a megabyte.
const BATCH_OF_CHUNKS: usize = 8;
/// Keys tried one by one behind a row that cannot be read: as many as most pages hold.
const SINGLE: i64 = 32;
/// Further tries, each twice as far, in case a page is broken that led to many others.
const DOUBLED: u32 = 40;

/// Reads from a file that may be damaged.
pub(crate) struct Reader<'a> {
    connection: Option<Connection>,
    path: &'a Path,
    key: &'a VaultKey,
}

impl<'a> Reader<'a> {
    pub(crate) fn open(path: &'a Path, key: &'a VaultKey) -> Result<Self, VaultError> {
        Ok(Self {
            connection: Some(open::look(path, key)?),
            path,
            key,
        })
    }

    /// Reads something; what a broken page spoilt is an error, and the next reading begins anew.
    pub(crate) fn read<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => open::look(self.path, self.key)?,
        };
        let outcome = work(&connection);
        open::sound(&connection)?;
        if outcome.is_ok() {
            self.connection = Some(connection);
        }
        outcome
    }
}

/// How the rows of a table are asked for.
#[derive(Clone, Debug)]
enum Key {
    /// By SQLite's own number.
    Rowid,
    /// By two whole numbers, which are the table's primary key.
    Pair(String, String),
    /// By two whole numbers that SQLite's own number is made of, so many bits for the second.
    Packed(u32),
    /// By nothing that can be counted: from the first on, as far as it goes.
    Order,
}

/// One table, as the file describes it.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    key: Key,
}

/// One row, as it lies there.
pub(crate) struct Row<'t> {
    table: &'t Table,
    /// What it was asked for by; the second number alone where there is one.
    pub(crate) key: (i64, i64),
    pub(crate) values: Vec<Value>,
}

impl Row<'_> {
    fn value(&self, column: &str) -> Option<&Value> {
        let index = self.table.columns.iter().position(|name| name == column)?;
        self.values.get(index)
    }

    pub(crate) fn text(&self, column: &str) -> Option<&str> {
        match self.value(column)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn bytes(&self, column: &str) -> Option<&[u8]> {
        match self.value(column)? {
            Value::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(crate) fn number(&self, column: &str) -> Option<i64> {
        match self.value(column)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

/// What walking through a table comes across.
pub(crate) enum Found<'t> {
    Row(Row<'t>),
    /// A stretch that cannot be read: after this key, and before that one, if anything could be read again.
    Gap {
        after: (i64, i64),
        before: Option<(i64, i64)>,
    },
}

/// The tables of the file, in the order they were made. Virtual ones and what those keep are left out: they derive.
pub(crate) fn tables(reader: &mut Reader<'_>) -> Result<Vec<Table>, VaultError> {
    let names = reader.read(|connection| {
        let mut statement = connection.prepare(
            "SELECT list.name, list.wr FROM sqlite_master AS master
             JOIN pragma_table_list AS list ON list.name = master.name AND list.schema = 'main'
             WHERE master.type = 'table' AND list.type = 'table' AND list.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
             ORDER BY master.rowid",
        )?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(String, bool)>, _>>()?;
        Ok(rows)
    })?;
    names
        .into_iter()
        .map(|(name, without_rowid)| {
            reader.read(|connection| described(connection, name, without_rowid))
        })
        .collect()
}

fn described(
    connection: &Connection,
    name: String,
    without_rowid: bool,
) -> Result<Table, VaultError> {
    let mut statement =
        connection.prepare("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns: Vec<(String, String, i64)> = statement
        .query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut keys: Vec<_> = columns.iter().filter(|column| column.2 > 0).collect();
    keys.sort_by_key(|column| column.2);
    let key = match keys[..] {
        [(first, ..)] if name == "event" && first == "nr" => Key::Packed(event::PLACES),
        _ if !without_rowid => Key::Rowid,
        [(first, one, _), (second, other, _)] if one == "INTEGER" && other == "INTEGER" => {
            Key::Pair(first.clone(), second.clone())
        }
        _ => Key::Order,
    };
    Ok(Table {
        name,
        columns: columns.into_iter().map(|column| column.0).collect(),
        key,
    })
}

/// Hands over every row that can be read, in the order of their keys, and every stretch that cannot.
pub(crate) fn walk<'t>(
    reader: &mut Reader<'_>,
    table: &'t Table,
    each: &mut dyn FnMut(Found<'t>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut last = (0, i64::MIN);
    if matches!(table.key, Key::Pair(..) | Key::Packed(_)) {
        last = (i64::MIN, i64::MIN);
    }
    let at_once = match table.name.as_str() {
        "attachment_chunk" => BATCH_OF_CHUNKS,
        _ => BATCH,
    };
    loop {
        let batch = match after(reader, table, last, at_once) {
            Ok(batch) => batch,
            Err(_) => match after(reader, table, last, 1) {
                Ok(batch) => batch,
                Err(_) => {
                    let Some(found) = beyond(reader, table, last)? else {
                        return each(Found::Gap {
                            after: last,
                            before: None,
                        });
                    };
                    let before = found.first().map(|row| row.key);
                    each(Found::Gap {
                        after: last,
                        before,
                    })?;
                    found
                }
            },
        };
        if batch.is_empty() {
            return Ok(());
        }
        for row in batch {
            last = row.key;
            each(Found::Row(row))?;
        }
    }
}

/// The first row behind a stretch that cannot be read; none where nothing was found, an empty list at the end.
fn beyond<'t>(
    reader: &mut Reader<'_>,
    table: &'t Table,
    last: (i64, i64),
) -> Result<Option<Vec<Row<'t>>>, VaultError> {
    Ok(match table.key {
        Key::Order => None,
        Key::Rowid => search(reader, table, last.1, &|number| (last.0, number)),
        // Within the same first number, then by the first numbers behind it.
        Key::Pair(..) | Key::Packed(_) => {
            let (first, second) = if last.0 == i64::MIN { (0, 0) } else { last };
            search(reader, table, second, &|number| (first, number))
                .or_else(|| search(reader, table, first, &|number| (number, i64::MIN)))
        }
    })
}

/// Tries keys farther and farther away, and from the first that gives a row goes back to the last that gives none.
fn search<'t>(
    reader: &mut Reader<'_>,
    table: &'t Table,
    last: i64,
    key: &dyn Fn(i64) -> (i64, i64),
) -> Option<Vec<Row<'t>>> {
    let begin = last.max(0);
    let single = (1..=SINGLE).map(|n| begin.saturating_add(n));
    let doubled = (0..DOUBLED).map(|n| begin.saturating_add(SINGLE << n));
    let mut refused = begin;
    for number in single.chain(doubled) {
        let Ok(mut found) = after(reader, table, key(number), 1) else {
            refused = number;
            continue;
        };
        let mut given = number;
        while given - refused > 1 {
            let middle = refused + (given - refused) / 2;
            match after(reader, table, key(middle), 1) {
                Ok(nearer) => (given, found) = (middle, nearer),
                Err(_) => refused = middle,
            }
        }
        return Some(found);
    }
    None
}

fn after<'t>(
    reader: &mut Reader<'_>,
    table: &'t Table,
    last: (i64, i64),
    limit: usize,
) -> Result<Vec<Row<'t>>, VaultError> {
    let name = quoted(&table.name);
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(column)).collect();
    let columns = columns.join(", ");
    let sql = match &table.key {
        Key::Rowid => format!(
            "SELECT ?1, rowid, {columns} FROM {name} NOT INDEXED WHERE rowid > ?2 ORDER BY rowid LIMIT {limit}"
        ),
        Key::Pair(first, second) => {
            let (first, second) = (quoted(first), quoted(second));
            format!(
                "SELECT {first}, {second}, {columns} FROM {name} WHERE ({first}, {second}) > (?1, ?2)
                 ORDER BY {first}, {second} LIMIT {limit}"
            )
        }
        Key::Packed(bits) => format!(
            "SELECT rowid >> {bits}, rowid & ((1 << {bits}) - 1), {columns} FROM {name} NOT INDEXED
             WHERE rowid > (min(max(?1, 0), (1 << (63 - {bits})) - 1) << {bits}) + min(max(?2, 0), (1 << {bits}) - 1)
             ORDER BY rowid LIMIT {limit}"
        ),
        Key::Order => {
            format!("SELECT ?1, ?2 + 1, {columns} FROM {name} LIMIT 1 OFFSET max(?2, 0)")
        }
    };
    let begin = if matches!(table.key, Key::Order) {
        (0, last.1.max(0))
    } else {
        last
    };
    reader.read(|connection| {
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement
            .query_map([begin.0, begin.1], |row| {
                let values = (0..table.columns.len())
                    .map(|index| row.get(index + 2))
                    .collect::<Result<_, _>>()?;
                Ok(Row {
                    table,
                    key: (row.get(0)?, row.get(1)?),
                    values,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    })
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
