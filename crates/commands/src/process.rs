//! Keeps this process's memory out of core files and away from debuggers; what differs between systems stands here.

/// Asks the system for no core dumps and no readers. Best effort: whoever has an old kernel without one of these can
/// still work, and the encrypted file is what protects the data.
#[cfg(target_os = "linux")]
pub fn harden() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
    // One byte, not zero: the kernel ignores a limit of zero when dumps go to a program, and refuses at one. The web
    // view's processes, where the page with the answers lives, inherit it.
    let _ = setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(1),
            maximum: Some(1),
        },
    );
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// Nothing is known to work without unsafe code here.
#[cfg(not(target_os = "linux"))]
pub fn harden() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    #[test]
    fn a_hardened_process_leaves_no_core_and_shows_its_memory_to_nobody() {
        super::harden();
        assert_eq!(getrlimit(Resource::Core).maximum, Some(1));
        assert_eq!(
            dumpable_behavior().ok(),
            Some(DumpableBehavior::NotDumpable)
        );
    }
}
