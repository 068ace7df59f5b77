//! A disk of one folder, in memory: it can fill up, refuse, write less than it was given, and forget what was not
//! synced. What a program sees of it is honest; what is left after the power was cut is not more than it promised.

use fuser::{
    BackgroundSession, Config, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags,
    Generation, INodeNo, LockOwner, MountOption, OpenFlags, RenameFlags, ReplyAttr, ReplyCreate,
    ReplyData, ReplyDirectory, ReplyEmpty, ReplyEntry, ReplyOpen, ReplyStatfs, ReplyWrite, Request,
    TimeOrNow, WriteFlags,
};
use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The kernel asks each time, so that it never knows more than the disk.
const TTL: Duration = Duration::ZERO;
/// Disks write sectors whole, and nothing larger.
const SECTOR: usize = 512;

/// Names and contents.
pub(super) type Files = BTreeMap<OsString, Vec<u8>>;

/// The disk, shared between the kernel's requests and whoever plays with its power.
#[derive(Clone)]
pub(super) struct Disk(Arc<Mutex<State>>);

struct State {
    files: HashMap<u64, File>,
    names: BTreeMap<OsString, u64>,
    durable_names: BTreeMap<OsString, u64>,
    /// Names given and taken since the folder was synced, in order.
    name_changes: Vec<(OsString, Option<u64>)>,
    next: u64,
    chance: fastrand::Rng,
    /// The power goes after so many changes.
    changes_left: Option<u64>,
    /// One change in so many is refused, or done by half.
    refuse_one_in: Option<u32>,
    /// Bytes that all files together may take.
    room: Option<u64>,
    refusals: u64,
    /// How often each file was synced.
    syncs: BTreeMap<OsString, u64>,
}

#[derive(Default)]
struct File {
    now: Vec<u8>,
    durable: Vec<u8>,
    unsynced: Vec<Change>,
}

enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Length(length) => bytes.resize(*length, 0),
            Self::Write(offset, data) => {
                let end = offset + data.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*offset..end].copy_from_slice(data);
            }
        }
    }
}

impl Disk {
    /// A disk with these files, all of them synced.
    pub(super) fn with(files: Files, seed: u64) -> Self {
        let mut state = State {
            files: HashMap::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            name_changes: Vec::new(),
            next: 2,
            chance: fastrand::Rng::with_seed(seed),
            changes_left: None,
            refuse_one_in: None,
            room: None,
            refusals: 0,
            syncs: BTreeMap::new(),
        };
        for (name, bytes) in files {
            let file = File {
                now: bytes.clone(),
                durable: bytes,
                unsynced: Vec::new(),
            };
            state.files.insert(state.next, file);
            state.names.insert(name, state.next);
            state.next += 1;
        }
        state.durable_names = state.names.clone();
        Self(Arc::new(Mutex::new(state)))
    }

    /// Puts it under a folder; the folder is given back when the session is dropped.
    pub(super) fn mount(&self, folder: &Path) -> std::io::Result<BackgroundSession> {
        let mut config = Config::default();
        config.mount_options = vec![MountOption::FSName("saring-faults".to_owned())];
        fuser::spawn_mount(self.clone(), folder, &config)
    }

    pub(super) fn cut_after(&self, changes: u64) {
        self.state().changes_left = Some(changes);
    }

    pub(super) fn refuse_one_in(&self, many: u32) {
        self.state().refuse_one_in = Some(many);
    }

    /// Leaves room for so many bytes more.
    pub(super) fn leave_room(&self, bytes: u64) {
        let mut state = self.state();
        state.room = Some(state.taken() + bytes);
    }

    pub(super) fn refusals(&self) -> u64 {
        self.state().refusals
    }

    /// How often each file was synced since this was asked last.
    pub(super) fn take_syncs(&self) -> BTreeMap<OsString, u64> {
        std::mem::take(&mut self.state().syncs)
    }

    pub(super) fn is_cut(&self) -> bool {
        self.state().changes_left == Some(0)
    }

    /// What stands there for a program that goes on.
    pub(super) fn files(&self) -> Files {
        let state = self.state();
        let content = |nr: &u64| state.files[nr].now.clone();
        state
            .names
            .iter()
            .map(|(name, nr)| (name.clone(), content(nr)))
            .collect()
    }

    /// What is left when the power comes back: everything synced, of the rest what the disk happened to have written.
    pub(super) fn after_the_cut(&self) -> Files {
        let mut state = self.state();
        let state = &mut *state;
        let mut names = state.durable_names.clone();
        let kept = state.chance.usize(..=state.name_changes.len());
        for (name, nr) in &state.name_changes[..kept] {
            match nr {
                Some(nr) => names.insert(name.clone(), *nr),
                None => names.remove(name),
            };
        }
        // Nothing, everything, or any part of what was not synced.
        let likely = [0, 50, 95, 100][state.chance.usize(..4)];
        let mut left = Files::new();
        for (name, nr) in names {
            let file = &state.files[&nr];
            let mut bytes = file.durable.clone();
            for change in &file.unsynced {
                if state.chance.u32(..100) >= likely {
                    continue;
                }
                match change {
                    Change::Write(offset, data) if state.chance.u32(..10) == 0 => {
                        let sectors = state.chance.usize(..=data.len() / SECTOR);
                        let torn = data[..sectors * SECTOR].to_vec();
                        Change::Write(*offset, torn).apply(&mut bytes);
                    }
                    change => change.apply(&mut bytes),
                }
            }
            left.insert(name, bytes);
        }
        left
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What becomes of a change.
enum Verdict {
    Done,
    Half,
    Refused(Errno),
}

impl State {
    /// Asked before every change, syncs included.
    fn change(&mut self) -> Verdict {
        match &mut self.changes_left {
            Some(0) => return Verdict::Refused(Errno::EIO),
            Some(left) => *left -= 1,
            None => {}
        }
        if let Some(many) = self.refuse_one_in
            && self.chance.u32(..many) == 0
        {
            self.refusals += 1;
            return match self.chance.u32(..3) {
                0 => Verdict::Refused(Errno::EIO),
                1 => Verdict::Refused(Errno::ENOSPC),
                _ => Verdict::Half,
            };
        }
        Verdict::Done
    }

    /// For changes that cannot be done by half.
    fn whole_change(&mut self) -> Result<(), Errno> {
        match self.change() {
            Verdict::Done => Ok(()),
            Verdict::Half => Err(Errno::EIO),
            Verdict::Refused(error) => Err(error),
        }
    }

    fn taken(&self) -> u64 {
        self.names
            .values()
            .map(|nr| self.files[nr].now.len() as u64)
            .sum()
    }

    fn named(&mut self, name: &OsStr, nr: Option<u64>) {
        match nr {
            Some(nr) => self.names.insert(name.to_owned(), nr),
            None => self.names.remove(name),
        };
        self.name_changes.push((name.to_owned(), nr));
    }

    fn apply(&mut self, nr: u64, change: Change) -> Result<(), Errno> {
        let file = self.files.get_mut(&nr).ok_or(Errno::ENOENT)?;
        change.apply(&mut file.now);
        file.unsynced.push(change);
        Ok(())
    }

    fn attributes(&self, nr: u64) -> Result<FileAttr, Errno> {
        let size = match nr {
            1 => 0,
            _ => self.files.get(&nr).ok_or(Errno::ENOENT)?.now.len() as u64,
        };
        Ok(FileAttr {
            ino: INodeNo(nr),
            size,
            blocks: size.div_ceil(512),
            atime: UNIX_EPOCH,
            mtime: UNIX_EPOCH,
            ctime: UNIX_EPOCH,
            crtime: UNIX_EPOCH,
            kind: if nr == 1 {
                FileType::Directory
            } else {
                FileType::RegularFile
            },
            perm: if nr == 1 { 0o700 } else { 0o600 },
            nlink: 1,
            uid: rustix::process::getuid().as_raw(),
            gid: rustix::process::getgid().as_raw(),
            rdev: 0,
            blksize: 4096,
            flags: 0,
        })
    }

    fn write(&mut self, nr: u64, offset: usize, data: &[u8]) -> Result<usize, Errno> {
        let mut length = match self.change() {
            Verdict::Done => data.len(),
            Verdict::Half => data.len() / 2,
            Verdict::Refused(error) => return Err(error),
        };
        if let Some(room) = self.room {
            let now = self.files.get(&nr).map_or(0, |file| file.now.len());
            let left = room.saturating_sub(self.taken()) as usize;
            let fits = (now + left).saturating_sub(offset);
            if fits < length {
                self.refusals += 1;
                length = fits;
            }
            if length == 0 && !data.is_empty() {
                return Err(Errno::ENOSPC);
            }
        }
        self.apply(nr, Change::Write(offset, data[..length].to_vec()))?;
        Ok(length)
    }

    fn sync(&mut self, nr: u64) -> Result<(), Errno> {
        self.whole_change()?;
        let file = self.files.get_mut(&nr).ok_or(Errno::ENOENT)?;
        file.durable = file.now.clone();
        file.unsynced.clear();
        let name = self.names.iter().find(|(_, one)| **one == nr);
        if let Some((name, _)) = name {
            *self.syncs.entry(name.clone()).or_default() += 1;
        }
        Ok(())
    }

    fn create(&mut self, name: &OsStr) -> Result<u64, Errno> {
        self.whole_change()?;
        let nr = self.next;
        self.next += 1;
        self.files.insert(nr, File::default());
        self.named(name, Some(nr));
        Ok(nr)
    }
}

fn empty(outcome: Result<(), Errno>, reply: ReplyEmpty) {
    match outcome {
        Ok(()) => reply.ok(),
        Err(error) => reply.error(error),
    }
}

impl Filesystem for Disk {
    fn lookup(&self, _: &Request, _: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let state = self.state();
        let found = state.names.get(name).ok_or(Errno::ENOENT);
        match found.and_then(|nr| state.attributes(*nr)) {
            Ok(attributes) => reply.entry(&TTL, &attributes, Generation(0)),
            Err(error) => reply.error(error),
        }
    }

    fn getattr(&self, _: &Request, nr: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        match self.state().attributes(nr.0) {
            Ok(attributes) => reply.attr(&TTL, &attributes),
            Err(error) => reply.error(error),
        }
    }

    fn setattr(
        &self,
        _: &Request,
        nr: INodeNo,
        _: Option<u32>,
        _: Option<u32>,
        _: Option<u32>,
        size: Option<u64>,
        _: Option<TimeOrNow>,
        _: Option<TimeOrNow>,
        _: Option<SystemTime>,
        _: Option<FileHandle>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<fuser::BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let mut state = self.state();
        let changed = match size {
            Some(size) => state
                .whole_change()
                .and_then(|()| state.apply(nr.0, Change::Length(size as usize))),
            None => Ok(()),
        };
        match changed.and_then(|()| state.attributes(nr.0)) {
            Ok(attributes) => reply.attr(&TTL, &attributes),
            Err(error) => reply.error(error),
        }
    }

    fn unlink(&self, _: &Request, _: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let mut state = self.state();
        let removed = state.whole_change().map(|()| state.named(name, None));
        empty(removed, reply);
    }

    fn rename(
        &self,
        _: &Request,
        _: INodeNo,
        name: &OsStr,
        _: INodeNo,
        new: &OsStr,
        _: RenameFlags,
        reply: ReplyEmpty,
    ) {
        let mut state = self.state();
        let renamed = state.whole_change().and_then(|()| {
            let nr = *state.names.get(name).ok_or(Errno::ENOENT)?;
            state.named(new, Some(nr));
            state.named(name, None);
            Ok(())
        });
        empty(renamed, reply);
    }

    fn open(&self, _: &Request, nr: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        reply.opened(FileHandle(nr.0), FopenFlags::FOPEN_DIRECT_IO);
    }

    fn create(
        &self,
        _: &Request,
        _: INodeNo,
        name: &OsStr,
        _: u32,
        _: u32,
        _: i32,
        reply: ReplyCreate,
    ) {
        let mut state = self.state();
        let made = state
            .create(name)
            .and_then(|nr| Ok((nr, state.attributes(nr)?)));
        match made {
            Ok((nr, attributes)) => reply.created(
                &TTL,
                &attributes,
                Generation(0),
                FileHandle(nr),
                FopenFlags::FOPEN_DIRECT_IO,
            ),
            Err(error) => reply.error(error),
        }
    }

    fn read(
        &self,
        _: &Request,
        nr: INodeNo,
        _: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let state = self.state();
        match state.files.get(&nr.0) {
            Some(file) => {
                let begin = (offset as usize).min(file.now.len());
                let end = (begin + size as usize).min(file.now.len());
                reply.data(&file.now[begin..end]);
            }
            None => reply.error(Errno::ENOENT),
        }
    }

    fn write(
        &self,
        _: &Request,
        nr: INodeNo,
        _: FileHandle,
        offset: u64,
        data: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        match self.state().write(nr.0, offset as usize, data) {
            Ok(length) => reply.written(length as u32),
            Err(error) => reply.error(error),
        }
    }

    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.ok();
    }

    fn fsync(&self, _: &Request, nr: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        empty(self.state().sync(nr.0), reply);
    }

    fn fsyncdir(&self, _: &Request, _: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let mut state = self.state();
        let synced = state.whole_change().map(|()| {
            state.durable_names = state.names.clone();
            state.name_changes.clear();
        });
        empty(synced, reply);
    }

    fn readdir(
        &self,
        _: &Request,
        _: INodeNo,
        _: FileHandle,
        offset: u64,
        mut reply: ReplyDirectory,
    ) {
        let state = self.state();
        for (index, (name, nr)) in state.names.iter().enumerate().skip(offset as usize) {
            let next = index as u64 + 1;
            if reply.add(INodeNo(*nr), next, FileType::RegularFile, name) {
                break;
            }
        }
        reply.ok();
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        reply.statfs(1 << 20, 1 << 19, 1 << 19, 1 << 20, 1 << 20, 4096, 255, 4096);
    }
}
