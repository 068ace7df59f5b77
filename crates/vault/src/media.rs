//! What an attachment is, told by its first bytes and never by its name; and which kinds a vault takes.

use infer::MatcherType;

/// So many bytes are enough to tell.
pub(crate) const ENOUGH: usize = 8 * 1024;

/// The media type of content that begins like this; none for what is no picture, sound or PDF.
pub(crate) fn recognise(begin: &[u8]) -> Option<&'static str> {
    let kind = infer::get(&begin[..begin.len().min(ENOUGH)])?;
    let taken = match kind.matcher_type() {
        MatcherType::Image => matches!(
            kind.mime_type(),
            "image/jpeg"
                | "image/png"
                | "image/gif"
                | "image/webp"
                | "image/tiff"
                | "image/bmp"
                | "image/heif"
                | "image/avif"
        ),
        MatcherType::Audio => true,
        // A recorder on a phone writes sound into the same container as films.
        MatcherType::Video => matches!(kind.mime_type(), "video/mp4" | "video/3gpp" | "video/webm"),
        _ => kind.mime_type() == "application/pdf",
    };
    taken.then(|| kind.mime_type())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_it_is() {
        assert_eq!(recognise(b"%PDF-1.7 ..."), Some("application/pdf"));
        assert_eq!(recognise(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(recognise(b"\xff\xd8\xff\xe0...."), Some("image/jpeg"));
        assert_eq!(recognise(b"#!AMR\n........"), Some("audio/amr"));
        assert_eq!(recognise(b"OggS\0........."), Some("audio/ogg"));
    }

    #[test]
    fn programs_archives_pages_and_words_are_not_taken() {
        for other in [
            b"MZ\x90\0\x03\0\0\0........".as_slice(),
            b"\x7fELF\x02\x01\x01..........",
            b"PK\x03\x04............",
            b"<!DOCTYPE html><script>",
            b"#!/bin/sh\n",
            b"just words",
            b"",
        ] {
            assert_eq!(recognise(other), None);
        }
    }
}
