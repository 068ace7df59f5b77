#![no_main]
use saring_form::xlsform::READER;

libfuzzer_sys::fuzz_target!(
    init: {
        // libFuzzer ends the process at any panic; those of the reader's thread are caught and become errors.
        let end = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(READER) {
                end(info);
            }
        }));
    },
    |data: &[u8]| saring_form_fuzz::workbook::run(data)
);
