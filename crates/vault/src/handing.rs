//! Whose an interview is: who began it, until it is handed over or taken over. Within a team's vault this is a rule of
//! the screens; the key of the vault opens all of it to each of them.

use crate::table::audit::action;
use crate::table::interview::{self, InterviewRow};
use crate::table::officer;
use crate::{OfficerId, Vault, VaultError};
use saring_record::{InterviewId, Moment};

impl Vault {
    /// Gives an interview to an officer of this vault. Whoever gives away what another one holds, or takes it, takes it
    /// over: the other one is told at the next unlock.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Erased`], [`VaultError::NoSuchOfficer`], and those of writing.
    pub fn hand_over(
        &mut self,
        id: InterviewId,
        to: OfficerId,
        at: Moment,
    ) -> Result<(), VaultError> {
        self.write(|write| {
            let standing = interview::standing(write.connection, id)?;
            if standing.erased {
                return Err(VaultError::Erased { interview: id });
            }
            if !officer::all(write.connection)?
                .iter()
                .any(|one| one.id == to)
            {
                return Err(VaultError::NoSuchOfficer);
            }
            if standing.holder == to {
                return Ok(());
            }
            interview::set_holder(write.connection, standing.nr, to)?;
            let (action, other) = if standing.holder == write.officer.id {
                (action::HANDED_OVER, to)
            } else {
                (action::TAKEN_OVER, standing.holder)
            };
            write.enter(at, action, &format!("{id} {other}"), None)
        })
    }

    /// The interviews that wait for somebody to act ([`crate::Progress::attention`]), newest first, whoever holds them.
    ///
    /// # Errors
    /// Those of reading.
    pub fn awaiting(&self) -> Result<Vec<InterviewRow>, VaultError> {
        self.read(interview::awaiting)
    }

    /// The highest slip number of the vault; 0 where there is none. Numbers of a billion and more are none.
    ///
    /// # Errors
    /// Those of reading.
    pub fn highest_number(&self) -> Result<u64, VaultError> {
        self.read(interview::highest_number)
    }
}
