#![no_main]
libfuzzer_sys::fuzz_target!(|data: &str| saring_form_fuzz::expression::run(data));
