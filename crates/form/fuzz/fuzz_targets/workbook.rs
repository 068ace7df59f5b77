#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| saring_form_fuzz::workbook::run(data));
