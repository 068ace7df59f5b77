//! Signed text (ODK function reference: `extract-signed`, `base64-decode`).

use crate::expression::ast::Expr;
use crate::expression::evaluate::value::{Value, trim};
use crate::expression::evaluate::{EvalError, Scope};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ed25519_dalek::{PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, Signature, VerifyingKey};

type Answer = Result<Value, EvalError>;

/// Base64 as other engines read it: with or without padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Empty where the input is not base64.
pub(super) fn base64_decode(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let bytes = LENIENT
        .decode(trim(&scope.text_of(&args[0])?))
        .unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned().into())
}

/// `extract-signed(message, key)`: what follows an Ed25519 signature in a message, when the signature is that of the
/// key's holder; otherwise empty. Both are base64.
pub(super) fn extract_signed(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (message, key) = (scope.text_of(&args[0])?, scope.text_of(&args[1])?);
    Ok(verified(trim(&message), trim(&key))
        .unwrap_or_default()
        .into())
}

fn verified(message: &str, key: &str) -> Option<String> {
    let message = LENIENT.decode(message).ok()?;
    let key: [u8; PUBLIC_KEY_LENGTH] = LENIENT.decode(key).ok()?.try_into().ok()?;
    let (signature, contents) = message.split_first_chunk::<SIGNATURE_LENGTH>()?;
    VerifyingKey::from_bytes(&key)
        .ok()?
        .verify_strict(contents, &Signature::from_bytes(signature))
        .ok()?;
    String::from_utf8(contents.to_vec()).ok()
}
