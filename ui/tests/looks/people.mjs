// Made-up people, posts and answers for the pictures. Nobody here exists.

export const NOW = '2026-03-12T14:26:00+07:00';
const at = (time, day = 12) => `2026-03-${String(day).padStart(2, '0')}T${time}:00+07:00`;

export const preferences = { language: 'id', theme: 'light', contrast: false, zoom: 100, keys: true, lock_after: 5 };

export const door = {
  version: '1.0',
  folder: '/home/petugas/Saring',
  vaults: [
    { path: '/v/1', label: 'Meja 1 · Sri W.', last_opened: at('06:55'), training: false, keys_present: true },
    { path: '/v/2', label: 'Meja 2 · Yohanes K.', last_opened: at('21:10', 11), training: false, keys_present: true },
    { path: '/v/3', label: 'Meja 3 · Dewi L.', last_opened: at('08:00', 9), training: false, keys_present: true },
    { path: '/v/4', label: 'Brankas latihan', last_opened: at('08:00', 2), training: true, keys_present: true },
  ],
  chosen: null,
  problem: null,
};

const GROUPS = ['4127', '9930', '2204', '7716', '0583', '6641', '3390', '1278', '8805', '4462', '9017', '5533'];

export const desk = {
  label: 'Meja 1 · Sri W.',
  officer: 'Sri W.',
  station: 'Pos A-07',
  role: 'field',
  training: false,
  fingerprint: GROUPS,
  reports: [],
};
export const headquarters = { ...desk, label: 'Pusat', officer: 'Maya H.', station: 'Penelaah', role: 'headquarters' };

export const languages = [
  { name: 'Bahasa Indonesia (id)', code: 'id' },
  { name: 'English (en)', code: 'en' },
  { name: 'Khmer (km)', code: 'km' },
];

export const form = {
  digest: 'sha256-1',
  id: 'tppo-screening',
  version: '2026.02',
  title: 'Penyaringan TPPO',
  questions: 92,
  built_in: true,
  languages,
  default_language: 0,
};

const STATES = { 4: 'unknown', 12: 'unknown', 22: 'unknown', 33: 'unknown', 38: 'started', 39: 'started' };
const NEEDS = { 17: ['danger', at('14:14')], 31: ['child', at('14:01')], 5: ['medical', at('13:48')] };

const people = Array.from({ length: 39 }, (_, i) => {
  const slip = i + 1;
  const state = STATES[slip];
  const need = NEEDS[slip];
  return {
    id: `i-${slip}`,
    slip: String(slip),
    state: state === 'started' ? 'started' : slip % 3 === 0 ? 'finished' : 'triaged',
    correcting: slip === 38,
    held_by: slip % 8 === 0 ? 'Budi Santoso' : null,
    needs_help: need?.[0] ?? null,
    needs_help_at: need?.[1] ?? null,
    not_enough_known: state === 'unknown',
    section: state === 'started' ? '6 · Dokumen, kebebasan' : '2 · Keselamatan',
    answered: state === 'started' ? 31 : 12,
    unknown: slip % 4,
    total: state === 'started' ? 84 : 12,
    updated: at(`11:${String(slip).padStart(2, '0')}`),
    person_language: slip === 17 ? 'Khmer (km)' : 'Bahasa Indonesia (id)',
  };
});

export const home = {
  needs_help: [people[16], people[30], people[4]],
  people,
  unfinished: [people[37], people[38], people[16]],
  next_slip: '40',
  form,
  waiting: { interviews: 18, bundles: 4 },
};
export const emptyHome = {
  needs_help: [],
  people: [],
  unfinished: [],
  next_slip: '1',
  form,
  waiting: { interviews: 0, bundles: 0 },
};

export const folder = {
  path: '/media/KEMLU-02',
  parent: '/media',
  places: [
    { name: 'home', path: '/home/petugas', removable: false },
    { name: 'documents', path: '/home/petugas/Dokumen', removable: false },
    { name: 'KEMLU-02', path: '/media/KEMLU-02', removable: true },
  ],
  entries: [
    { name: 'kartu', path: '/media/KEMLU-02/kartu', kind: 'folder', size: null, modified: null },
    {
      name: 'A-07-033.saring',
      path: '/media/KEMLU-02/A-07-033.saring',
      kind: 'file',
      size: 66_000_000,
      modified: at('10:31'),
    },
    {
      name: 'pusat.saring',
      path: '/media/KEMLU-02/pusat.saring',
      kind: 'file',
      size: 66_000,
      modified: at('08:15', 10),
    },
  ],
};

/** The list of interviews, newest first; more than a page of them. */
export const list = [
  ...[...people].reverse(),
  ...Array.from({ length: 40 }, (_, i) => ({
    ...people[i % 30],
    id: `old-${i}`,
    slip: `L-${40 - i}`,
    state: i % 2 ? 'exported' : 'finished',
    needs_help: null,
    needs_help_at: null,
    updated: at('09:10', 8 - (i % 5)),
  })),
];

export const found = [
  { person: people[38], key: '/data/tempat/kota' },
  { person: people[16], key: 'note:/data/keselamatan/takut' },
  { person: people[11], key: '/data/perekrut/nama' },
  { person: people[4], key: 'need:0' },
  { person: people[2], key: 'slip' },
];

const branch = (digest, number, officer, time, reason) => ({ digest, number, officer, at: time, reason });
export const conflict = {
  interview: 'i-12',
  slip: '12',
  held_by: null,
  branches: [
    branch('sha256-a', 2, 'Sri W.', at('09:40'), 'Tahun kedatangan salah tulis: 2024, bukan 2042.'),
    branch(
      'sha256-b',
      2,
      'Yohanes K.',
      at('16:05', 11),
      'Nama perekrut diperbaiki sesudah orang itu mengejanya sendiri; kota tempat kerja ditambahkan.',
    ),
  ],
};
export const secondConflict = {
  interview: 'i-21',
  slip: '21',
  held_by: null,
  branches: [branch('sha256-c', 1, 'Sri W.', at('10:02'), ''), branch('sha256-d', 1, '', at('10:20', 11), '')],
};
export const colleaguesConflict = { interview: 'i-30', slip: '30', held_by: 'Yohanes K.', branches: [] };

const said = (answer) => ({ applies: true, answer, why: null });
const unknown = (why, answer = '') => ({ applies: true, answer, why });
const absent = { applies: false, answer: '', why: null };
const conclusion = (kind, reason) => ({ kind, reason, at: at('09:40') });
/** What is not the same in the corrections, by the first of them. */
export const differences = {
  'sha256-a': {
    same: 79,
    conclusions: [
      conclusion('indicated', 'Paspor ditahan dan ia tidak boleh keluar sendiri.'),
      conclusion('not_enough_known', ''),
    ],
    differences: [
      { what: 'consent', number: '1.2', question: 'Dikirim ke pusat', said: [said('Ya'), unknown('declined')] },
      {
        what: 'answer',
        number: '4.6',
        question: 'Siapa nama orang itu?',
        said: [
          said('Pak Herman'),
          said(
            'Herman Susilo, dipanggil “Pak Man”. Di kontrak tertulis H. Susilo, di pesan singkat namanya Man Jkt. Ia mengeja ' +
              'sendiri nama itu dua kali, dan menunjukkan pesan yang masih tersimpan di telepon temannya: di sana tertulis ' +
              'Hermansyah Susilo, dengan nomor yang sama seperti pada kontrak.',
          ),
        ],
      },
      {
        what: 'note',
        number: '4.6',
        question: 'Siapa nama orang itu?',
        said: [absent, said('Dieja oleh orangnya sendiri.')],
      },
      {
        what: 'answer',
        number: '5.3',
        question: 'Di negara mana tempat ini? (2)',
        said: [said('Kamboja'), unknown('not_asked')],
      },
      {
        what: 'answer',
        number: '6.2',
        question: 'Siapa yang menahan paspor Anda?',
        said: [said('Majikan atau atasan'), absent],
      },
      {
        what: 'answer',
        number: '6.3',
        question: 'Apa yang membuat Anda tidak bisa keluar?',
        said: [said('Pagar, Penjaga'), unknown('unknown', 'Pagar')],
      },
    ],
  },
  'sha256-c': { same: 84, conclusions: [], differences: [] },
};

export const retention = { days: 30, due: 0 };
export const clockBehind = { code: 'clock-behind', params: { at: '2027-01-02T08:15:00+07:00' } };
