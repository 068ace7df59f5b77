//! What is confirmed stays: the vault under processes that are killed, disks that fill up and fail, and power that goes.
//!
//! ```text
//! worker (a process of its own) --one line for each confirmed write--> ledger
//!   |  killed, refused by its disk, or cut off from it                   |
//!   +--> the files as they are then --unlocked anew--> held against -----+
//! ```
//!
//! The disk that fails and forgets is a file system of our own (FUSE), so that the vault's keys files meet it as its
//! database does.

mod disk;
mod kill;
mod ledger;
mod place;
mod power;
mod syncs;
mod worker;

pub use kill::kills;
pub use ledger::Ledger;
pub use power::{Trouble, troubles};
pub use syncs::syncs_of_answers;
pub use worker::{Aim, work};

use std::fmt;
use std::ops::AddAssign;

/// What came of some rounds.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Processes killed, disks cut off, or refusals given.
    pub faults: u64,
    /// Writes that were confirmed before, and looked for afterwards.
    pub confirmed: u64,
    /// Vaults unlocked afterwards.
    pub unlocked: u64,
    /// Leftover logs that were reported as cut in their last transaction, and kept aside.
    pub reported: u64,
    /// What was lost, or did not open: one line each.
    pub losses: Vec<String>,
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.faults += other.faults;
        self.confirmed += other.confirmed;
        self.unlocked += other.unlocked;
        self.reported += other.reported;
        self.losses.extend(other.losses);
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>7} faults {:>9} confirmed writes looked for {:>6} unlocked {:>4} cut logs reported {:>4} lost",
            self.faults,
            self.confirmed,
            self.unlocked,
            self.reported,
            self.losses.len()
        )
    }
}
