//! Says where the program broke, never with what: a panic's message may quote an answer.

use saring_form::xlsform::READER;
use std::panic;
use std::thread;

/// From now on a panic is told by its place in the source and nothing of its message. What breaks over a damaged workbook
/// is not told at all: whoever opens it gets an error.
pub fn keep_quiet(tell: fn(&str)) {
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some(READER) {
            return;
        }
        let place = info.location().map_or_else(
            || "unknown".to_owned(),
            |l| format!("{}:{}", l.file(), l.line()),
        );
        tell(&format!("panic at {place}"));
    }));
}
