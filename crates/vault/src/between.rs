//! The moments between two writes, at which a power cut leaves one without the other. The program passes through them;
//! its tests end the process at each.

/// Two writes meet here.
#[cfg(not(test))]
pub(crate) fn writes() {}

/// Two writes meet here. The test that waits for this moment is told, and may not let the process come back from it.
#[cfg(test)]
pub(crate) fn writes() {
    use std::io::Write as _;
    let Some((left, stays)) = LEFT.get() else {
        return;
    };
    LEFT.set(Some((left.saturating_sub(1), stays)));
    if left == 1 {
        let mut out = std::io::stdout();
        out.write_all(b"now\n").and_then(|()| out.flush()).unwrap();
        if stays {
            loop {
                std::thread::park();
            }
        }
    }
}

/// Tells of the moment of this number, from 1; where it `stays`, it waits there to be killed.
#[cfg(test)]
pub(crate) fn tell_at(number: u32, stays: bool) {
    LEFT.set(Some((number, stays)));
}

#[cfg(test)]
thread_local! {
    static LEFT: std::cell::Cell<Option<(u32, bool)>> = const { std::cell::Cell::new(None) };
}
