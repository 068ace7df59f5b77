//! Whatever bytes arrive, a reader answers with a refusal and never with a crash.

use crate::fixture::{People, refusal};
use crate::forge::{Forge, compressed, padding};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;

static PEOPLE: LazyLock<People> = LazyLock::new(People::new);

proptest! {
    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..4096)) {
        prop_assert_ne!(refusal(&bytes, &PEOPLE.headquarters), "held");
    }

    #[test]
    fn any_bytes_behind_a_magic_number(age in any::<bool>(), bytes in vec(any::<u8>(), 0..2048)) {
        let magic: &[u8] = if age { b"age-encryption.org/v1\n-> X25519 " } else { &[0x28, 0xB5, 0x2F, 0xFD] };
        prop_assert_ne!(refusal(&[magic, &bytes].concat(), &PEOPLE.headquarters), "held");
    }

    #[test]
    fn any_container_inside_a_good_seal(tar in vec(any::<u8>(), 0..4096)) {
        let frame = compressed(&tar);
        let plain = [frame.as_slice(), &padding(frame.len())].concat();
        prop_assert_ne!(refusal(&Forge::seal(&PEOPLE.recipients, &plain), &PEOPLE.headquarters), "held");
    }

    #[test]
    fn any_change_to_a_signed_container(at in 0_usize..6000, with in vec(any::<u8>(), 1..600)) {
        let forge = Forge::new(&PEOPLE);
        let good = forge.tar();
        let mut tar = good.clone();
        let at = at % tar.len();
        let end = (at + with.len()).min(tar.len());
        tar.splice(at..end, with);
        let code = refusal(&forge.wrapped(&tar), &PEOPLE.headquarters);
        prop_assert_eq!(code == "held", tar == good);
    }
}
