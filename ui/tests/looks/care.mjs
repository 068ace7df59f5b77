// The made-up vault as a file, a drive, a check of a damaged one, and what is attached to an interview.

const at = (time, day = 12) => `2026-03-${String(day).padStart(2, '0')}T${time}:00+07:00`;

export const care = {
  label: 'Meja 1 · Sri W.',
  folder: '/home/petugas/Saring',
  at_home: true,
  home: '/home/petugas/Saring',
  bytes: 66_000_000,
  last_copy: at('17:30', 9),
};
export const onStick = { ...care, folder: '/media/KEMLU-02', at_home: false };
export const drive = {
  folder: '/media/KEMLU-02',
  bytes: 66_000_000,
  free: 14_000_000_000,
  full: false,
  too_large: false,
  near_largest: false,
  same_drive: false,
};
export const nearFat = { ...drive, bytes: 3_900_000_000, near_largest: true };
export const beyondFat = { ...drive, bytes: 4_600_000_000, too_large: true };
export const copyMade = {
  path: '/media/KEMLU-02/Meja 1 · Sri W. 2026-03-12.saring-vault',
  bytes: 66_000_000,
  near_largest: false,
  at: at('14:26'),
};
export const report = { good: true, problems: [], interviews: [], whole: 39, told: true };
export const broken = {
  good: false,
  problems: ['cipher-damaged', 'keys-damaged'],
  interviews: [],
  whole: 39,
  told: false,
};
export const closer = {
  good: false,
  problems: ['cipher-damaged', 'history-damaged', 'attachments-damaged', 'keys-damaged'],
  whole: 37,
  told: true,
  interviews: [
    {
      id: 'i-17',
      slip: '17',
      started: at('09:12'),
      answers: 61,
      answers_lost: 3,
      documents: 1,
      documents_lost: 0,
      attachments: 1,
      attachments_lost: 1,
    },
    {
      id: 'i-x',
      slip: null,
      started: null,
      answers: 0,
      answers_lost: 12,
      documents: 0,
      documents_lost: 1,
      attachments: 0,
      attachments_lost: 0,
    },
  ],
};

const row = (id, name, media, bytes, time, more = {}) => ({
  id,
  reference: null,
  name,
  media,
  bytes,
  at: at(time),
  officer: 'Sri W.',
  doubtful: false,
  thumbnail: null,
  ...more,
});
export const attachments = [
  row('a-1', 'paspor halaman 2.jpg', 'image/jpeg', 2_140_000, '14:02', { reference: '/data/q9' }),
  row('a-2', 'kontrak kerja.pdf', 'application/pdf', 812_000, '14:05'),
  row('a-3', 'foto asrama.jpg', 'image/jpeg', 3_300_000, '14:08'),
  row('a-4', 'rekaman suara 03.m4a', 'audio/m4a', 9_400_000, '14:11', { doubtful: true }),
];
export const folderOfFiles = {
  path: '/media/KEMLU-02',
  parent: '/media',
  places: [
    { name: 'KEMLU-02', path: '/media/KEMLU-02', removable: true },
    { name: 'home', path: '/home/petugas', removable: false },
  ],
  entries: [
    { name: 'Foto', path: '/media/KEMLU-02/Foto', kind: 'folder', size: null, modified: null },
    {
      name: 'paspor halaman 2.jpg',
      path: '/media/KEMLU-02/paspor.jpg',
      kind: 'file',
      size: 2_140_000,
      modified: at('13:55'),
    },
  ],
};
