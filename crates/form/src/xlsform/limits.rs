//! How large a form may be. No published form comes near; what goes over is refused with `form-too-large`, or an issue
//! of its own, before it can fill the memory of an old laptop: reading takes at most 256 MB.

/// Bytes of a workbook file, and of the CSV files of a folder together.
pub(super) const WORKBOOK_BYTES: u64 = 16 << 20;

/// Bytes that all parts of an `.xlsx` may unpack to together: a zip bomb has more.
pub(super) const UNPACKED_BYTES: u64 = 48 << 20;

/// Cells of a workbook, empty ones before the last that holds anything among them; an empty row counts as one. Room for
/// a cell lost in Excel's last row, none for a million rows that say something.
pub(super) const CELLS: usize = 1_500_000;

/// Bytes of text in all cells of a workbook.
pub(super) const TEXT_BYTES: usize = 24 << 20;

/// Bytes of one file beside a form, and of all of them together.
pub(super) const FILE_BYTES: u64 = 8 << 20;
pub(super) const FILES_BYTES: u64 = 16 << 20;

/// Entries of a folder that are looked at for files beside a form.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// Groups and repeats around a question.
pub(super) const DEPTH: usize = 64;

/// Rows of the survey, and questions and groups with the copies that loops make.
pub(super) const NODES: usize = 50_000;

/// Rows of any other sheet: every village of Indonesia fits twice.
pub(super) const ROWS: usize = 200_000;
