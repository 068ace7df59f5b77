//! The manifests: which digest every file has, in the lines that `sha256sum -c` reads.

use crate::name::is_payload_name;
use crate::{BundleError, info};
use saring_record::Digest;

/// Name of the signed file.
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// Name of its signature.
pub(crate) const SIGNATURE: &str = "tagmanifest-sha256.txt.minisig";
/// Name of the bag declaration.
pub(crate) const DECLARATION: &str = "bagit.txt";
/// Name of the payload manifest.
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
/// The bag declaration (RFC 8493 §2.1.1).
pub(crate) const DECLARED: &[u8] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The files that the tag manifest lists, in its order.
pub(crate) const TAG_FILES: [&str; 3] = [DECLARATION, info::FILE, MANIFEST];

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) digest: Digest,
    pub(crate) path: String,
}

/// The text of a manifest.
pub(crate) fn render(lines: &[Line]) -> String {
    lines
        .iter()
        .map(|line| format!("{}  {}\n", line.digest, line.path))
        .collect()
}

/// Checks the tag manifest against the three files it lists.
pub(crate) fn check_tags(manifest: &[u8], files: &[&[u8]; 3]) -> Result<(), BundleError> {
    let lines = parse(manifest, TAG_MANIFEST)?;
    if !lines.iter().map(|line| line.path.as_str()).eq(TAG_FILES) {
        return Err(BundleError::BadTagFile { file: TAG_MANIFEST });
    }
    match lines
        .iter()
        .zip(files)
        .find(|(line, bytes)| line.digest != Digest::of(bytes))
    {
        Some((line, _)) => Err(BundleError::DigestMismatch {
            path: line.path.clone(),
        }),
        None => Ok(()),
    }
}

/// Reads the payload manifest: plain names, each once, in ascending byte order.
pub(crate) fn parse_payload(bytes: &[u8]) -> Result<Vec<Line>, BundleError> {
    let lines = parse(bytes, MANIFEST)?;
    let plain = lines.iter().all(|line| is_payload_name(&line.path));
    let ascending = lines.windows(2).all(|pair| pair[0].path < pair[1].path);
    if !plain || !ascending || lines.is_empty() {
        return Err(BundleError::BadTagFile { file: MANIFEST });
    }
    Ok(lines)
}

fn parse(bytes: &[u8], file: &'static str) -> Result<Vec<Line>, BundleError> {
    let bad = || BundleError::BadTagFile { file };
    let text = std::str::from_utf8(bytes).map_err(|_| bad())?;
    let line = |line: &str| {
        let (digest, path) = line.split_once("  ")?;
        Some(Line {
            digest: Digest::parse(digest)?,
            path: path.to_owned(),
        })
    };
    let lines = text
        .split_terminator('\n')
        .map(line)
        .collect::<Option<Vec<_>>>()
        .ok_or_else(bad)?;
    if render(&lines).as_bytes() != bytes {
        return Err(bad());
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(path: &str) -> String {
        format!("{}  {path}\n", Digest::of(b"x"))
    }

    #[test]
    fn a_payload_manifest_is_in_order_and_names_each_file_once() {
        assert_eq!(
            parse_payload((line("data/a") + &line("data/b")).as_bytes())
                .unwrap()
                .len(),
            2
        );
        for bad in [
            line("data/b") + &line("data/a"),
            line("data/a") + &line("data/a"),
            line("data/../a"),
            line("bagit.txt"),
            line("data/a").replace("  ", " *"),
            line("data/a").replace('\n', "\r\n"),
            line("data/a").trim_end().to_owned(),
            line("data/a").to_uppercase(),
            line("data/a") + "\n",
            String::new(),
        ] {
            assert_eq!(
                parse_payload(bad.as_bytes()).unwrap_err().code(),
                "bad-tag-file",
                "{bad}"
            );
        }
    }
}
