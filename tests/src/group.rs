//! A process with all it starts, ended together whatever happens to the test.

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

/// A child in a process group of its own. Dropping it kills the whole group.
#[derive(Debug)]
pub struct Group {
    leader: Child,
}

impl Group {
    /// Starts the program.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        let program = command.get_program().to_owned();
        let leader = command.process_group(0).spawn();
        Self {
            leader: leader
                .unwrap_or_else(|error| panic!("cannot start {}: {error}", program.display())),
        }
    }

    /// The child that leads the group.
    pub fn leader(&mut self) -> &mut Child {
        &mut self.leader
    }

    /// The group's id, which is its leader's.
    #[must_use]
    pub fn leads(&self) -> u32 {
        self.leader.id()
    }

    /// Ids of the group's processes that run this program. Read from the command line, which stays readable for
    /// processes that hide everything else.
    #[must_use]
    pub fn running(&self, program: &Path) -> Vec<i32> {
        self.members()
            .into_iter()
            .filter(|id| command_line(*id).is_some_and(|own| Path::new(&own) == program))
            .collect()
    }

    /// Ids of the group's processes whose program has this file name.
    #[must_use]
    pub fn running_name(&self, name: &str) -> Vec<i32> {
        let named = |id: &i32| {
            command_line(*id)
                .is_some_and(|own| Path::new(&own).file_name().is_some_and(|n| n == name))
        };
        self.members().into_iter().filter(named).collect()
    }

    /// True while any of the group's processes that bears this name, cut to the 15 bytes that the kernel keeps, holds its
    /// files and locks: a process that is ending loses its command line before them, and its first thread before others.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        let kept = name.get(..15).unwrap_or(name);
        let lives = |thread: &fs::DirEntry| {
            fields(&thread.path().join("stat")).is_some_and(|own| is_alive(&own.state))
        };
        self.all().into_iter().any(|id| {
            let process = PathBuf::from(format!("/proc/{id}"));
            let own = fs::read_to_string(process.join("comm")).unwrap_or_default();
            let threads = fs::read_dir(process.join("task"));
            own.trim_end() == kept && threads.into_iter().flatten().flatten().any(|t| lives(&t))
        })
    }

    /// Ends these processes as a power cut would.
    pub fn kill(&self, ids: &[i32]) {
        for id in ids.iter().copied().filter_map(Pid::from_raw) {
            let _ = kill_process(id, Signal::KILL);
        }
    }

    fn members(&self) -> Vec<i32> {
        let mut all = self.all();
        all.retain(|id| {
            let own = fields(Path::new(&format!("/proc/{id}/stat")));
            own.is_some_and(|own| is_alive(&own.state))
        });
        all
    }

    /// With those that are ending.
    fn all(&self) -> Vec<i32> {
        let group = i64::from(self.leader.id());
        let Ok(processes) = fs::read_dir("/proc") else {
            return Vec::new();
        };
        let of_group = |id: &i32| {
            let own = fields(Path::new(&format!("/proc/{id}/stat")));
            own.is_some_and(|own| own.group == group)
        };
        processes
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok())
            .filter(of_group)
            .collect()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(id) = i32::try_from(self.leader.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(id, Signal::KILL);
        }
        let _ = self.leader.wait();
    }
}

/// What the kernel says of a process or thread.
struct Fields {
    state: String,
    group: i64,
}

/// The first and the third field after the name in parentheses.
fn fields(stat: &Path) -> Option<Fields> {
    let stat = fs::read_to_string(stat).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some(Fields {
        state: fields.next()?.to_owned(),
        group: fields.nth(1)?.parse().ok()?,
    })
}

fn is_alive(state: &str) -> bool {
    state != "Z" && state != "X"
}

fn command_line(id: i32) -> Option<String> {
    let line = fs::read(format!("/proc/{id}/cmdline")).ok()?;
    let program = line.split(|byte| *byte == 0).next()?;
    String::from_utf8(program.to_vec()).ok()
}
