// Made-up people, posts and answers for the pictures. Nobody here exists.

export const NOW = '2026-03-12T14:26:00+07:00';
const at = (time, day = 12) => `2026-03-${String(day).padStart(2, '0')}T${time}:00+07:00`;

export const preferences = { language: 'id', theme: 'light', contrast: false, zoom: 100, keys: true };

export const door = {
  version: '1.0',
  folder: '/home/petugas/Saring',
  vaults: [
    { path: '/v/1', label: 'Meja 1 · Sri W.', last_opened: at('06:55'), training: false, keys_present: true },
    { path: '/v/2', label: 'Meja 2 · Yohanes K.', last_opened: at('21:10', 11), training: false, keys_present: true },
    { path: '/v/3', label: 'Meja 3 · Dewi L.', last_opened: at('08:00', 9), training: false, keys_present: true },
    { path: '/v/4', label: 'Brankas latihan', last_opened: at('08:00', 2), training: true, keys_present: true },
  ],
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

export const outbox = {
  destination: {
    signer: 'RWQ7F0C291AE0123456789',
    station: 'Direktorat Pelindungan WNI',
    name: 'Maya H.',
    fingerprint: GROUPS,
    trusted: true,
    read_by: 'Kepala pos',
  },
  pending: [],
  next_sequence: 33,
  ready: 18,
  staying: [{ code: 'no-consent', interviews: 3 }],
  bundles: [
    { sequence: 32, interviews: 22, at: at('18:05', 11), state: 'sealed', file: 'A-07-032.saring' },
    { sequence: 31, interviews: 9, at: at('17:40', 10), state: 'sealed', file: 'A-07-031.saring' },
    { sequence: 29, interviews: 31, at: at('14:02', 10), state: 'received', file: 'A-07-029.saring' },
    { sequence: 28, interviews: 12, at: at('16:30', 9), state: 'received', file: 'A-07-028.saring' },
  ],
};

const arrival = (id, state, sequence, interviews, time, more = {}) => ({
  id,
  state,
  reason: null,
  station: 'Pos A-07',
  name: 'Sri W.',
  signer: 'RWQ7F0C291AE0123456789',
  fingerprint: GROUPS,
  sequence,
  interviews,
  file: `A-07-0${sequence}.saring`,
  at: at(time),
  ...more,
});
export const inbox = {
  arrivals: [
    arrival('a1', 'quarantined', 4, 26, '10:31', { station: 'Pos B-12' }),
    arrival('a2', 'refused', 17, null, '10:28', { station: 'Pos C-03', reason: 'damaged' }),
    arrival('a3', 'imported', 32, 22, '10:28'),
    arrival('a4', 'repeated', 8, 0, '10:27', { station: 'Pos D-20' }),
  ],
  gaps: [
    { station: 'Pos A-07', missing: [30] },
    { station: 'Pos C-11', missing: [102, 103] },
  ],
};
export const devices = [
  {
    signer: 'RWQ7F0C291AE0123456789',
    station: 'Pos B-12',
    name: 'Dewi L.',
    fingerprint: GROUPS,
    state: 'unconfirmed',
    read_by: null,
    bundles: 0,
    waiting: 1,
  },
  {
    signer: 'RWQ8A1B291AE0123456789',
    station: 'Pos A-07',
    name: 'Sri W.',
    fingerprint: GROUPS,
    state: 'trusted',
    read_by: 'Kepala pos',
    bundles: 32,
    waiting: 0,
  },
];

const caseRow = (code, conclusion, findings, urgent = 0) => ({
  id: code,
  code,
  station: 'Pos A-07',
  officer: 'Sri W.',
  started: at('10:31', 10),
  stage: 'full',
  country: 'Kamboja',
  conclusion,
  findings,
  urgent,
});
export const cases = [
  caseRow('K-0418', 'indicated', ['Dipaksa bekerja menipu'], 1),
  caseRow('K-0417', 'not_enough_known', []),
  caseRow('K-0416', 'not_indicated_at_this_stage', []),
];

const evidence = (number, question, answer, why = null) => ({
  reference: `/data/q${number}`,
  number,
  question,
  answer,
  why,
});
const finding = (name, kind, state, label, action = '') => ({ name, kind, state, assessed: true, label, action });
const indicator = (name, label, strength, state, because, against, unknown) => ({
  name,
  label,
  strength,
  state,
  because,
  against,
  unknown,
});

export const review = {
  id: 'i-17',
  slip: '17',
  stage: 'full',
  answered: 84,
  total: 92,
  unknown: { not_asked: 4, unknown: 3, declined: 1 },
  unknown_questions: [
    evidence('7.5', 'Apa yang terjadi bila menolak', '', 'not_asked'),
    evidence('4.10', 'Kapan ia tahu', '', 'unknown'),
  ],
  urgent: [{ kind: 'danger', at: at('13:58'), note: 'Belum ada tempat malam ini.' }],
  elements: [
    { element: 'act', supported: 3, against: 0, unknown: 1, dimensions: [] },
    {
      element: 'means',
      supported: 4,
      against: 2,
      unknown: 3,
      dimensions: [
        {
          name: 'coercion',
          label: 'Paksaan di tempat tujuan',
          state: 'true',
          holds: [2, 1, 0],
          open: [0, 1, 0],
          verified: 'S',
          indicators: [
            indicator(
              'documents',
              'Dokumen ditahan',
              'strong',
              'true',
              [evidence('6.4', 'Paspor', 'Paspor dipegang majikan')],
              [],
              [],
            ),
            indicator(
              'confined',
              'Dikurung atau diawasi',
              'strong',
              'true',
              [evidence('6.6', 'Keluar', 'Tidak boleh keluar tanpa izin')],
              [evidence('6.8', 'Pasar', 'Sekali ke pasar')],
              [],
            ),
            indicator(
              'forced',
              'Dipaksa berbuat melanggar hukum',
              'medium',
              'unknown',
              [evidence('7.3', 'Target', 'Target 100 nomor sehari')],
              [],
              [evidence('7.5', 'Apa yang terjadi bila menolak', '', 'not_asked')],
            ),
          ],
        },
      ],
    },
    { element: 'purpose', supported: 2, against: 1, unknown: 4, dimensions: [] },
  ],
  findings: [
    finding(
      'forced_scam',
      'reading',
      'true',
      'Ada indikasi kerja paksa dalam penipuan daring',
      'Tawarkan rujukan hukum.',
    ),
    finding('child', 'rights', 'false', 'Aturan anak tidak dipakai'),
    finding('debt', 'reading', 'unknown', 'Penjeratan utang'),
  ],
  offered: ['indicated', 'not_enough_known', 'not_indicated_at_this_stage', 'not_assessed'],
  reason_needed: ['not_indicated_at_this_stage'],
  conclusion: null,
  saved_at: at('15:10'),
  rules_version: '1.3',
  form_version: '2026.02',
};

export const caseView = {
  row: cases[0],
  languages: 'Bahasa Indonesia (id), Khmer (km)',
  finished: at('15:10'),
  arrived: at('18:05'),
  digest: 'sha256-0f3a',
  findings: review.findings,
  conclusion: { kind: 'indicated', reason: 'Paspor ditahan dan tidak bebas keluar.', at: at('15:10') },
  urgent: review.urgent,
  sections: [
    {
      label: 'Dokumen, kebebasan',
      answers: [
        { evidence: evidence('6.4', 'Siapa yang menahan paspor Anda?', 'Majikan atau atasan'), hidden: false },
        { evidence: evidence('6.5', 'Nomor paspor', ''), hidden: true },
        { evidence: evidence('6.6', 'Bolehkah keluar?', '', 'declined'), hidden: false },
      ],
    },
  ],
  revisions: 1,
};

const counts = (rows, more = {}) => ({
  rows: rows.map(([key, label, count]) => ({ key, label, count })),
  not_asked: 3,
  unknown: 5,
  declined: 2,
  not_applicable: 0,
  total: rows.reduce((sum, row) => sum + row[2], 10),
  ...more,
});
export const insights = {
  by_country: counts([
    ['kh', 'Kamboja', 2692],
    ['mm', 'Myanmar', 804],
    ['ph', 'Filipina', 512],
    ['th', 'Thailand', 402],
    ['la', 'Laos', 180],
    ['my', 'Malaysia', 60],
    ['ae', 'UEA', 30],
    ['vn', 'Vietnam', 20],
  ]),
  by_month: counts([
    ['2025-10', '2025-10', 310],
    ['2025-11', '2025-11', 402],
    ['2025-12', '2025-12', 388],
    ['2026-01', '2026-01', 520],
    ['2026-02', '2026-02', 611],
    ['2026-03', '2026-03', 240],
  ]),
  by_conclusion: counts([
    ['indicated', 'indicated', 2100],
    ['not_enough_known', 'not_enough_known', 1700],
    ['not_indicated_at_this_stage', 'not_indicated_at_this_stage', 700],
    ['not_assessed', 'not_assessed', 200],
  ]),
  interviews: 4700,
  stations: 40,
};
