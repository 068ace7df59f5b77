//! Search over what commands hand in to be found by (names, notes, answers), in any script, newest interview first. What
//! is found by is written in the transaction that writes the answer, the index follows before a search looks into it, and
//! both are erased with the interview.

use crate::fold::fold;
use crate::table::interview::{self, Filter, InterviewRow};
use crate::table::search;
use crate::vault::Write;
use crate::{Vault, VaultError};
use rusqlite::Connection;
use saring_record::InterviewId;
use std::collections::VecDeque;
use std::fmt;

/// How many places of a word are looked up at first; each time twice as many, since words that seldom meet are looked
/// up all the way down, and every look-up begins anew.
const AT_FIRST: usize = 64;
const AT_MOST: usize = 16 * 1024;
/// So many interviews are looked into before the indexes of all words are asked.
const LOOKED_INTO: usize = 1000;

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
    /// Those of reading; those of writing when the index has to follow what was written since the last search.
    pub fn search(
        &mut self,
        query: &str,
        filter: &Filter,
        most: usize,
    ) -> Result<Vec<Hit>, VaultError> {
        let folded = fold(query);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        // The longest first: it leaves the fewest interviews to look at.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        self.settle_search()?;
        self.read(|connection| find(connection, &words, filter, most))
    }

    /// Brings the index to what was written since, as one transaction.
    pub(crate) fn settle_search(&mut self) -> Result<(), VaultError> {
        let interviews = self.read(search::to_settle)?;
        if interviews.is_empty() {
            return Ok(());
        }
        self.write(|write| {
            interviews
                .iter()
                .try_for_each(|nr| search::settle(write.connection, *nr))
        })
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

/// Looks for interviews in which all the words stand. As a rule they meet soon, and the texts of those that hold the
/// first word are looked into; when they do not, the words walk on by their indexes.
fn find(
    connection: &Connection,
    words: &[&str],
    filter: &Filter,
    most: usize,
) -> Result<Vec<Hit>, VaultError> {
    let mut found = Vec::new();
    let mut walks: Vec<Walk<'_>> = words.iter().map(|word| Walk::new(word)).collect();
    let (mut from, mut looked_into) = (i64::MIN, 0);
    while found.len() < most {
        let met = if looked_into < LOOKED_INTO {
            looked_into += 1;
            look_into(connection, &mut walks, from)?
        } else {
            meet(connection, &mut walks, from)?
        };
        let Some((place, all)) = met else { break };
        let nr = search::interview_of(place);
        from = search::first_of(nr - 1);
        if all
            && let Some(interview) = interview::by_nr(connection, nr)?
            && filter.lets_through(&interview)
        {
            let key = search::key(connection, place)?;
            found.push(Hit { interview, key });
        }
    }
    Ok(found)
}

/// The next place of the first word, and whether the others stand in that interview too.
fn look_into(
    connection: &Connection,
    walks: &mut [Walk<'_>],
    from: i64,
) -> Result<Option<(i64, bool)>, VaultError> {
    let Some((first, others)) = walks.split_first_mut() else {
        return Ok(None);
    };
    let Some(place) = first.next(connection, from)? else {
        return Ok(None);
    };
    let nr = search::interview_of(place);
    for other in others {
        if !search::holds(connection, nr, other.word)? {
            return Ok(Some((place, false)));
        }
    }
    Ok(Some((place, true)))
}

/// The next place of the first word in an interview that holds them all: each word's next place decides how far the
/// others may skip.
fn meet(
    connection: &Connection,
    walks: &mut [Walk<'_>],
    mut from: i64,
) -> Result<Option<(i64, bool)>, VaultError> {
    'walking: loop {
        let mut met: Option<i64> = None;
        for walk in &mut *walks {
            let Some(place) = walk.next(connection, from)? else {
                return Ok(None);
            };
            let (nr, first) = (search::interview_of(place), *met.get_or_insert(place));
            let older = nr.min(search::interview_of(first));
            if search::interview_of(first) != nr {
                // Nothing newer than the older of the two can hold all the words.
                from = search::first_of(older);
                continue 'walking;
            }
        }
        return Ok(met.map(|place| (place, true)));
    }
}

/// The places of one word, newest first.
struct Walk<'a> {
    word: &'a str,
    ahead: VecDeque<i64>,
    at_once: usize,
}

impl<'a> Walk<'a> {
    fn new(word: &'a str) -> Self {
        Self {
            word,
            ahead: VecDeque::new(),
            at_once: AT_FIRST,
        }
    }

    /// The newest place from this one on.
    fn next(&mut self, connection: &Connection, from: i64) -> Result<Option<i64>, VaultError> {
        let passed = self.ahead.partition_point(|place| *place < from);
        self.ahead.drain(..passed);
        if self.ahead.is_empty() {
            self.ahead = search::places(connection, self.word, from, self.at_once)?.into();
            self.at_once = (self.at_once * 2).min(AT_MOST);
        }
        Ok(self.ahead.front().copied())
    }
}
