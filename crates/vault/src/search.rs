//! Search over what commands hand in to be found by (names, notes, answers), in any script, newest interview first. The
//! vault keeps it current in the transaction that writes the answer, and erases it with the interview.

use crate::fold::fold;
use crate::table::interview::{self, Filter, InterviewRow};
use crate::table::search;
use crate::vault::Write;
use crate::{Vault, VaultError};
use rusqlite::Connection;
use saring_record::InterviewId;
use std::collections::VecDeque;
use std::fmt;

/// How many places of a word are looked up at once.
const AT_ONCE: usize = 64;

/// One text that an interview is found by.
#[derive(Clone, Copy)]
pub struct Findable<'a> {
    /// What it stands under; one text a key. Opaque to the vault: a question's reference, `slip`.
    pub key: &'a str,
    /// As it was written. Empty takes it away.
    pub text: &'a str,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Findable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Findable").finish_non_exhaustive()
    }
}

/// What becomes of the texts that an interview is found by.
#[derive(Clone, Copy, Debug)]
pub enum Index<'a> {
    /// These change, all others stay.
    Change(&'a [Findable<'a>]),
    /// These are all there are.
    Whole(&'a [Findable<'a>]),
}

impl Index<'_> {
    pub(crate) fn apply(&self, write: &Write<'_>, interview: i64) -> Result<(), VaultError> {
        let texts = match self {
            Index::Change(texts) => texts,
            Index::Whole(texts) => {
                search::clear(write.connection, interview)?;
                search::set_indexed(write.connection, interview)?;
                texts
            }
        };
        for findable in *texts {
            let text = fold(findable.text);
            search::set(write.connection, interview, findable.key, &text)?;
        }
        Ok(())
    }
}

/// An interview that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The interview.
    pub interview: InterviewRow,
    /// Under which key the first word was found.
    pub key: String,
}

impl Vault {
    /// The interviews in which every word of the query stands, newest first. A word may stand anywhere in a text and
    /// different words in different texts. One of one or two characters takes longer, since no index knows it.
    ///
    /// # Errors
    /// Those of reading.
    pub fn search(
        &self,
        query: &str,
        filter: &Filter,
        most: usize,
    ) -> Result<Vec<Hit>, VaultError> {
        let folded = fold(query);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        // The longest first: it leaves the fewest interviews to look at.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        self.read(|connection| find(connection, &words, filter, most))
    }

    /// Interviews that can not be found yet, newest first: begun before there was a search, or interrupted.
    ///
    /// # Errors
    /// Those of reading.
    pub fn not_indexed(&self) -> Result<Vec<InterviewId>, VaultError> {
        self.read(search::not_indexed)
    }

    /// Makes an interview findable by these texts and no others.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Erased`], and those of writing.
    pub fn index(&mut self, id: InterviewId, texts: &[Findable<'_>]) -> Result<(), VaultError> {
        self.write(|write| {
            let standing = interview::standing(write.connection, id)?;
            if standing.erased {
                return Err(VaultError::Erased { interview: id });
            }
            Index::Whole(texts).apply(write, standing.nr)
        })
    }
}

/// Walks down from the newest: each word's next place decides how far the others may skip.
fn find(
    connection: &Connection,
    words: &[&str],
    filter: &Filter,
    most: usize,
) -> Result<Vec<Hit>, VaultError> {
    let mut found = Vec::new();
    let mut walks: Vec<Walk<'_>> = words.iter().map(|word| Walk::new(word)).collect();
    let mut from = i64::MAX;
    'walking: while found.len() < most && !walks.is_empty() {
        let mut met: Option<i64> = None;
        let mut first = 0;
        for walk in &mut walks {
            let Some(place) = walk.down_to(connection, from)? else {
                break 'walking;
            };
            let nr = search::interview_of(place);
            match met {
                None => (met, first) = (Some(nr), place),
                Some(met) if met == nr => {}
                Some(met) => {
                    // Nothing newer than the older of the two can hold all the words.
                    from = search::first_of(met.min(nr) + 1) - 1;
                    continue 'walking;
                }
            }
        }
        let Some(nr) = met else { break };
        from = search::first_of(nr) - 1;
        if let Some(interview) = interview::by_nr(connection, nr)?
            && filter.lets_through(&interview)
        {
            let key = search::key(connection, first)?;
            found.push(Hit { interview, key });
        }
    }
    Ok(found)
}

/// The places of one word, newest first.
struct Walk<'a> {
    word: &'a str,
    ahead: VecDeque<i64>,
}

impl<'a> Walk<'a> {
    fn new(word: &'a str) -> Self {
        Self {
            word,
            ahead: VecDeque::new(),
        }
    }

    /// The newest place that is not newer than this one.
    fn down_to(&mut self, connection: &Connection, from: i64) -> Result<Option<i64>, VaultError> {
        while self.ahead.front().is_some_and(|place| *place > from) {
            self.ahead.pop_front();
        }
        if self.ahead.is_empty() {
            self.ahead = search::places(connection, self.word, from, AT_ONCE)?.into();
        }
        Ok(self.ahead.front().copied())
    }
}
