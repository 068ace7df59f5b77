//! A small picture of a picture, made inside the process within fixed bounds. A picture that is too large, that no
//! decoder here knows or that breaks one has no thumbnail, and is kept all the same.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::{BufRead, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Longest side, in pixels.
const SIDE: u32 = 320;
/// Of the JPEG it becomes, in per cent.
const QUALITY: u8 = 80;
/// A larger file has none: the JPEG decoder reads all of it into memory.
const MOST_BYTES: u64 = 24 * 1024 * 1024;
/// Longest side of the picture; a header can claim any.
const MOST_PIXELS: u32 = 16_384;
/// What decoding may take; a phone's 48 megapixels fit.
const MOST_MEMORY: u64 = 160 * 1024 * 1024;

/// A JPEG of at most 320 pixels a side, upright, without the picture's own metadata (place, camera).
pub(crate) fn of(media: &str, bytes: u64, content: impl BufRead + Seek) -> Option<Vec<u8>> {
    let format = ImageFormat::from_mime_type(media)?;
    if bytes > MOST_BYTES || !format.reading_enabled() {
        return None;
    }
    // A decoder that panics over a damaged picture must not take the interview with it.
    catch_unwind(AssertUnwindSafe(|| made(format, content))).ok()?
}

fn made(format: ImageFormat, content: impl BufRead + Seek) -> Option<Vec<u8>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(content, format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    // The reader checks the sides; that the pixels fit is for whoever decodes them to see.
    if decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    let mut small = if picture.width() > SIDE || picture.height() > SIDE {
        picture.thumbnail(SIDE, SIDE)
    } else {
        picture
    };
    small.apply_orientation(orientation);
    let mut out = Vec::new();
    small
        .into_rgb8()
        .write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
        .ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};
    use std::io::Cursor;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        RgbImage::from_pixel(width, height, Rgb([120, 20, 20]))
            .write_to(&mut out, ImageFormat::Png)
            .unwrap();
        out.into_inner()
    }

    fn sides(media: &str, picture: &[u8]) -> Option<(u32, u32)> {
        let small = of(media, picture.len() as u64, Cursor::new(picture))?;
        let small = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).unwrap();
        Some((small.width(), small.height()))
    }

    #[test]
    fn a_picture_becomes_small_and_keeps_its_shape() {
        assert_eq!(sides("image/png", &png(1600, 800)), Some((320, 160)));
        assert_eq!(sides("image/png", &png(40, 30)), Some((40, 30)));
    }

    #[test]
    fn what_is_no_picture_or_claims_to_be_huge_has_none() {
        assert_eq!(sides("application/pdf", b"%PDF-1.7"), None);
        assert_eq!(sides("image/heif", &[0; 64]), None);
        assert_eq!(
            sides("image/png", b"\x89PNG\r\n\x1a\n and then nothing"),
            None
        );
        // The header alone claims what no laptop has room for.
        let mut bomb = png(8, 8);
        bomb[16..20].copy_from_slice(&100_000u32.to_be_bytes());
        assert_eq!(sides("image/png", &bomb), None);
        assert_eq!(
            of("image/png", MOST_BYTES + 1, Cursor::new(png(8, 8))),
            None
        );
    }
}
