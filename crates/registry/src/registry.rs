//! The door to a registry: one store, and the forms that were read from it.

use crate::concept::FormIndex;
use crate::store::Store;
use crate::store::sqlite::SqliteStore;
use crate::view::{Arrival, SequenceFlaws, Signer};
use crate::{RegistryError, sequence};
use rusqlite::Connection;
use saring_record::Digest;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A registry over an open database.
pub struct Registry<'c> {
    pub(crate) store: Box<dyn Store + 'c>,
    forms: RefCell<BTreeMap<Digest, Rc<FormIndex>>>,
}

impl<'c> Registry<'c> {
    /// A registry in this SQLite database, whose tables are made or brought up to date. The connection belongs to an
    /// encrypted file that somebody else unlocked; no transaction may be open on it.
    ///
    /// # Errors
    /// [`RegistryError::Newer`] for tables of a later version; [`RegistryError::Sqlite`].
    pub fn open(connection: &'c mut Connection) -> Result<Self, RegistryError> {
        Ok(Self::over(Box::new(SqliteStore::open(connection)?)))
    }

    /// A registry over any store.
    #[must_use]
    pub fn over(store: Box<dyn Store + 'c>) -> Self {
        Self {
            store,
            forms: RefCell::default(),
        }
    }

    /// Everything that arrived, newest first.
    ///
    /// # Errors
    /// From the store.
    pub fn inbox(&self) -> Result<Vec<Arrival>, RegistryError> {
        let mut arrivals = self.store.arrivals()?;
        arrivals.reverse();
        Ok(arrivals)
    }

    /// Signers whose numbers have gaps or forks.
    ///
    /// # Errors
    /// From the store.
    pub fn gaps(&self) -> Result<Vec<SequenceFlaws>, RegistryError> {
        Ok(sequence::flaws(&self.store.arrivals()?))
    }

    /// Everybody who ever signed something, in the order they were first seen.
    ///
    /// # Errors
    /// From the store.
    pub fn signers(&self) -> Result<Vec<Signer>, RegistryError> {
        self.store.signers()
    }

    /// Does all of it or none.
    pub(crate) fn atomically<T, E: From<RegistryError>>(
        &self,
        work: impl FnOnce(&dyn Store) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.begin()?;
        match work(&*self.store) {
            Ok(done) => {
                self.store.commit()?;
                Ok(done)
            }
            Err(error) => {
                self.store.rollback()?;
                Err(error)
            }
        }
    }

    /// A stored form, read.
    pub(crate) fn form(&self, digest: &Digest) -> Result<Rc<FormIndex>, RegistryError> {
        if let Some(known) = self.forms.borrow().get(digest) {
            return Ok(Rc::clone(known));
        }
        let source = self.store.form(digest)?;
        let form = source.and_then(|source| FormIndex::read(&source, digest));
        let form = Rc::new(form.ok_or(RegistryError::Damaged { what: "form" })?);
        self.forms
            .borrow_mut()
            .insert(digest.clone(), Rc::clone(&form));
        Ok(form)
    }
}
