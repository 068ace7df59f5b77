//! The moments between two writes, at which a power cut leaves one without the other. The program passes through them;
//! its tests end the process at each.

/// Two writes meet here.
#[cfg(not(test))]
pub(crate) fn writes() {}

/// Two writes meet here; the test that waits for this moment does not come back from it.
#[cfg(test)]
pub(crate) fn writes() {
    use std::io::Write as _;
    let Some(left) = LEFT.get() else {
        return;
    };
    LEFT.set(Some(left - 1));
    if left == 1 {
        let mut out = std::io::stdout();
        out.write_all(b"now\n").and_then(|()| out.flush()).unwrap();
        loop {
            std::thread::park();
        }
    }
}

/// Waits at the moment of this number, from 1, for the process to be killed.
#[cfg(test)]
pub(crate) fn wait_at(number: u32) {
    LEFT.set(Some(number));
}

#[cfg(test)]
thread_local! {
    static LEFT: std::cell::Cell<Option<u32>> = const { std::cell::Cell::new(None) };
}
