// What was collected, sent and counted in the pictures: made up, except 4,700 cases in eight countries and 2,692 in Cambodia.

const at = (time, day = 12) => `2026-03-${String(day).padStart(2, '0')}T${time}:00+07:00`;
const GROUPS = ['padi', 'suka', 'lito', 'kuwa', 'batu', 'soro', 'yamo', 'pira', 'kabu', 'tiku', 'juru', 'pasi'];

const evidence = (number, question, answer, why = null) => ({
  reference: `/data/q${number.replace('.', '_')}`,
  number,
  question,
  answer,
  why,
});
const indicator = (name, label, strength, state, because = [], against = [], unknown = []) => ({
  name,
  label,
  strength,
  state,
  because,
  against,
  unknown,
});
const dimension = (name, label, state, holds, open, verified, indicators) => ({
  name,
  label,
  state,
  holds,
  open,
  verified,
  indicators,
});
const finding = (name, kind, state, label = '', action = '', assessed = true) => ({
  name,
  kind,
  state,
  assessed,
  label,
  action,
});

const moved = evidence('6.9', 'Bagaimana pindah tempat?', 'Tidak pernah pindah');
const paid = evidence('8.1', 'Upah yang diterima?', 'Sama dengan janji');

export const halfTyped = [
  evidence('3.2', 'Kapan Anda lahir?', ''),
  evidence('4.5', 'Berapa upah yang dijanjikan?', ''),
];

export const review = {
  revisions: [],
  reason_draft: '',
  half_typed: [],
  id: 'i-3',
  slip: '3',
  stage: 'full',
  answered: 84,
  total: 92,
  unknown: { not_asked: 5, unknown: 2, declined: 1 },
  unknown_questions: [
    evidence('4.5', 'Berapa upah yang dijanjikan?', '', 'unknown'),
    evidence('4.10', 'Kapan Anda tahu pekerjaannya lain?', '', 'unanswered'),
    evidence('7.5', 'Apa yang terjadi bila Anda menolak?', '', 'declined'),
    evidence('9.3', 'Apakah pernah melihat orang lain dipukul?', '', 'not_asked'),
  ],
  urgent: [{ kind: 'danger', at: at('13:46'), note: 'Takut pada pendamping, dipisahkan' }],
  elements: [
    {
      element: 'act',
      supported: 3,
      against: 1,
      unknown: 1,
      dimensions: [
        dimension('', '', 'unknown', [0, 0, 0], [0, 0, 0], '', [
          indicator('recruited', 'Direkrut', null, 'true', [
            evidence('4.1', 'Bagaimana Anda tahu pekerjaan itu?', 'Iklan di media sosial'),
          ]),
          indicator('transported', 'Diangkut atau dikirim', null, 'true', [
            evidence('5.2', 'Siapa yang mengatur perjalanan?', 'Perekrut'),
          ]),
          indicator('harboured', 'Ditampung di tempat yang dikuasai orang lain', null, 'true', [
            evidence('6.1', 'Tempat apa itu?', 'Kompleks tertutup'),
          ]),
          indicator(
            'sold',
            '“Dijual” kepada pihak lain',
            null,
            'unknown',
            [],
            [moved],
            [evidence('8.4', 'Utang itu untuk apa?', '', 'unknown')],
          ),
          indicator('transferred', 'Dipindahkan', null, 'false', [], [moved]),
        ]),
      ],
    },
    {
      element: 'means',
      supported: 3,
      against: 1,
      unknown: 1,
      dimensions: [
        dimension('coercion_destination', 'Paksaan di tempat tujuan', 'true', [2, 1, 0], [0, 2, 0], 'S', [
          indicator('documents_held', 'Dokumen ditahan', 'strong', 'true', [
            evidence('6.4', 'Siapa yang menyimpan paspor Anda?', 'Majikan atau atasan'),
            evidence('6.5', 'Apakah pernah diminta kembali?', 'Diminta, tidak diberi'),
          ]),
          indicator(
            'confinement',
            'Dikurung, dijaga, atau diputus dari luar',
            'strong',
            'true',
            [evidence('6.6', 'Apakah boleh keluar?', 'Tidak, perlu izin')],
            [evidence('6.8', 'Pernah keluar sendiri?', 'Sekali ke pasar, bersama penjaga')],
          ),
          indicator(
            'forced_criminality',
            'Dipaksa berbuat, tidak untuk dituntut',
            'medium',
            'unknown',
            [evidence('7.3', 'Apa yang disuruh?', 'Menipu lewat internet, target 100 nomor sehari')],
            [],
            [evidence('7.5', 'Apa yang terjadi bila menolak?', '', 'declined')],
          ),
        ]),
        dimension('deceptive_recruitment', 'Perekrutan dengan penipuan', 'unknown', [1, 0, 0], [1, 2, 0], 'S', [
          indicator(
            'deceived_job',
            'Pekerjaan lain dari yang dijanjikan',
            'strong',
            'true',
            [evidence('4.4', 'Pekerjaan apa yang dijanjikan?', 'Restoran di Thailand')],
            [evidence('4.9', 'Tahu akan ke mana?', 'Tahu akan ke Kamboja')],
            [evidence('4.10', 'Kapan Anda tahu?', '', 'unanswered')],
          ),
          indicator('deceived_pay', 'Upah lain dari yang dijanjikan', 'medium', 'false', [], [paid]),
        ]),
      ],
    },
    {
      element: 'purpose',
      supported: 1,
      against: 1,
      unknown: 0,
      dimensions: [
        dimension('exploitation', 'Eksploitasi', 'false', [1, 0, 0], [0, 0, 0], 'B', [
          indicator('excessive_hours', 'Jam kerja berlebihan', 'strong', 'true', [
            evidence('7.1', 'Berapa jam sehari?', '16'),
          ]),
          indicator('low_pay', 'Tidak dibayar atau kurang dari janji', 'medium', 'false', [], [paid]),
        ]),
      ],
    },
    {
      element: 'other',
      supported: 1,
      against: 1,
      unknown: 0,
      dimensions: [
        dimension('recruitment_vulnerability', 'Kerentanan saat perekrutan', 'true', [0, 3, 0], [0, 0, 0], 'S', [
          indicator('vulnerable_income', 'Tanpa penghasilan, atau berutang', 'medium', 'true', [
            evidence('3.4', 'Keadaan sebelum berangkat?', 'Berutang'),
          ]),
        ]),
        dimension('', '', 'unknown', [0, 0, 0], [0, 0, 0], '', [
          indicator(
            'under_18',
            'Di bawah 18 tahun, kini atau saat berangkat',
            null,
            'false',
            [],
            [evidence('1.2', 'Umur?', '24')],
          ),
        ]),
      ],
    },
  ],
  findings: [
    finding(
      'urgent_fear',
      'urgent',
      'true',
      'Takut kepada seseorang di sini.',
      'Pisahkan dengan tenang ke ruang lain. Jangan menyebut alasannya di depan orang.',
    ),
    finding('urgent_medical', 'urgent', 'false'),
    finding('others_still_held', 'urgent', 'unknown', 'Belum diketahui apakah masih ada yang tertahan.'),
    finding(
      'legal_elements',
      'reading',
      'true',
      'Perbuatan, cara, dan tujuan ada petunjuknya.',
      'Pertimbangkan alasan yang cukup untuk menduga; rujuk bila setuju.',
    ),
    finding('ilo_adult', 'reading', 'unknown', 'Aturan ILO belum dapat dinilai.'),
    finding('child', 'reading', 'false'),
    finding('knew_then_held', 'reading', 'false', '', '', false),
    finding(
      'non_punishment',
      'rights',
      'true',
      'Dipaksa berbuat: tidak untuk dituntut.',
      'Minta nasihat hukum sebelum jawaban ini dibagikan. Jangan menulis pengakuan.',
    ),
    finding('interview_declined', 'process', 'false'),
  ],
  offered: ['indicated', 'not_enough_known', 'not_indicated_at_this_stage', 'not_assessed'],
  reason_needed: ['not_enough_known', 'not_indicated_at_this_stage', 'not_assessed'],
  conclusion: null,
  saved_at: at('15:10'),
  rules_version: '1.3',
  form_version: '2026.02',
};
export const conclusion = {
  kind: 'indicated',
  reason: 'Paspor ditahan dan tidak bebas keluar. Soal upah belum jelas, perlu ditanyakan lagi.',
  at: at('15:12'),
};

export const peer = {
  signer: 'RWQ7F0C291AE5521bXk2',
  station: 'Direktorat Pelindungan WNI',
  name: 'Maya H.',
  fingerprint: GROUPS,
  trusted: true,
  read_by: 'Sekretariat, telepon 2 Maret',
};
const bundle = (sequence, interviews, time, day, state, withdrawals = 0) => ({
  sequence,
  interviews,
  withdrawals,
  at: at(time, day),
  state,
  file: `saring-${sequence}`,
});
export const outbox = {
  destination: peer,
  pending: [],
  next_sequence: 33,
  ready: 18,
  withdrawals: 1,
  staying: [{ code: 'no-share-consent', interviews: 3 }],
  bundles: [
    bundle(32, 22, '18:05', 11, 'sealed'),
    bundle(31, 9, '17:40', 10, 'sealed'),
    bundle(30, 14, '08:15', 10, 'sealed', 2),
    bundle(29, 31, '14:02', 9, 'received'),
    bundle(28, 12, '16:30', 8, 'received'),
  ],
};
export const stranger = { ...outbox, destination: null, pending: [], next_sequence: 1, bundles: [] };
export const compared = { ...stranger, pending: [{ ...peer, trusted: false, read_by: null }] };
export const written = {
  path: '/media/KEMLU-02/saring-paket-0033-ab12cd34.saring',
  bytes: 66_000_000,
  bundle: bundle(33, 18, '14:26', 12, 'sealed'),
};

export const added = {
  form: null,
  issues: [
    {
      error: true,
      code: 'unknown-reference',
      sheet: 'survey',
      row: 12,
      column: 'relevant',
      params: { name: 't_documnets' },
    },
    {
      error: true,
      code: 'duplicate-name',
      sheet: 'survey',
      row: 31,
      column: 'name',
      params: { name: 'age', first: '14' },
    },
    { error: true, code: 'malformed-reference', sheet: 'survey', row: 40, column: 'calculation', params: {} },
    { error: true, code: 'newer-than-this-interface', sheet: 'choices', row: 4, column: null, params: { list: 'yn' } },
  ],
};

const arrival = (id, state, reason, station, sequence, interviews, time, withdrawals = 0) => ({
  id,
  state,
  reason,
  station,
  name: station && 'Hendra L.',
  signer: station && 'RWQ7F0C291AE5521bXk2',
  fingerprint: station ? GROUPS : [],
  sequence,
  interviews,
  withdrawals,
  file: `saring-paket-${String(sequence ?? 61).padStart(4, '0')}-ab12cd34.saring`,
  at: at(time),
});
export const inbox = {
  arrivals: [
    arrival('1', 'quarantined', null, 'Pos B-12', 4, 26, '10:31'),
    arrival('2', 'refused', 'digest-mismatch', 'Pos C-03', 17, null, '10:28'),
    arrival('3', 'refused', 'wrong-recipient', null, null, null, '10:27'),
    arrival('4', 'imported', null, 'Pos A-07', 32, 22, '10:28', 1),
    arrival('5', 'imported', null, 'Pos D-20', 8, 40, '10:26'),
    arrival('6', 'repeated', null, 'Pos D-20', 8, 0, '10:27'),
  ],
  gaps: [
    { station: 'Pos A-07', missing: [30] },
    { station: 'Pos C-11', missing: [102, 103] },
  ],
};

const device = (signer, station, name, state, read_by, bundles, waiting) => ({
  signer,
  station,
  name,
  fingerprint: GROUPS,
  state,
  read_by,
  bundles,
  waiting,
});
export const devices = [
  device('RWQ7F0C291AE5521bXk2', 'Pos B-12', 'Hendra L.', 'unconfirmed', null, 0, 1),
  device('RWQ8A1B291AE5521bXk2', 'Pos A-07', 'Sri W.', 'trusted', 'Kepala pos, telepon 10.40', 32, 0),
  device('RWQ9C2D291AE5521bXk2', 'KBRI, meja 2', 'Ayu P.', 'trusted', 'Atase, bertemu 3 Maret', 61, 0),
];

const row = (code, station, officer, country, kind, urgent = 0, stage = 'full') => ({
  id: code,
  code,
  station,
  officer,
  started: at('09:20', 12),
  stage,
  country,
  conclusion: kind,
  findings: [],
  urgent,
});
export const withdrawn = [
  { code: 'K-0397', station: 'Pos A-07', at: at('16:10', 10), received: at('10:28', 12) },
  { code: null, station: 'KBRI, meja 2', at: at('09:05', 11), received: at('10:28', 12) },
];
export const cases = [
  row('K-0418', 'Pos A-07', 'Sri W.', 'Kamboja', 'indicated', 1),
  row('K-0417', 'Pos B-12', 'Hendra L.', null, 'not_enough_known', 0, 'triage'),
  row('K-0416', 'KBRI, meja 2', 'Ayu P.', 'Myanmar', 'not_indicated_at_this_stage'),
  row('K-0415', 'Pos D-20', 'Yohanes K.', 'Filipina', 'not_assessed', 2),
];
const answer = (number, question, text, why = null, hidden = false) => ({
  evidence: evidence(number, question, text, why),
  hidden,
});
export const caseView = {
  row: cases[0],
  languages: 'Bahasa Indonesia (id) / Khmer (km)',
  finished: at('15:12'),
  arrived: at('10:28', 13),
  digest: 'sha256:3f9a1b2c3d4e5f60718293a4b5c6d7e8',
  findings: review.findings,
  conclusion,
  urgent: review.urgent,
  sections: [
    {
      label: 'Tentang orang ini',
      answers: [
        answer('1.1', 'Nama lengkap?', '', null, true),
        answer('1.2', 'Umur?', '24'),
        answer('1.3', 'Asal?', 'Svay Rieng'),
      ],
    },
    {
      label: 'Dokumen dan kebebasan',
      answers: [
        answer('6.4', 'Siapa yang menyimpan paspor Anda selama di tempat kerja itu?', 'Majikan atau atasan'),
        answer('6.6', 'Apakah boleh keluar?', 'Tidak, perlu izin'),
        answer('7.5', 'Apa yang terjadi bila Anda menolak?', '', 'declined'),
        answer('4.5', 'Berapa upah yang dijanjikan?', '', 'unknown'),
      ],
    },
  ],
  revisions: 1,
};

const none = { not_asked: 0, unknown: 0, declined: 0, withheld: 0, not_in_form: 0, not_applicable: 0 };
const counts = (rows, more = none) => ({
  rows: rows.map(([key, count, label = key]) => ({ key, label, count })),
  ...none,
  ...more,
  total: 4700,
});
export const insights = {
  by_country: counts([
    ['kh', 2692, 'Kamboja'],
    ['ph', 612, 'Filipina'],
    ['mm', 498, 'Myanmar'],
    ['la', 344, 'Laos'],
    ['th', 251, 'Thailand'],
    ['vn', 142, 'Vietnam'],
    ['my', 104, 'Malaysia'],
    ['ae', 57, 'Uni Emirat Arab'],
  ]),
  by_month: counts(
    [
      ['2025-10', 420],
      ['2025-11', 610],
      ['2026-01', 1062],
      ['2026-02', 1339],
      ['2026-03', 1136],
    ],
    { ...none, not_asked: 133 },
  ),
  by_conclusion: counts([
    ['indicated', 1290],
    ['not_indicated_at_this_stage', 2100],
    ['not_enough_known', 900],
    ['not_assessed', 410],
  ]),
  interviews: 4700,
  stations: 40,
};
export const nothing = {
  by_country: { ...counts([]), total: 0 },
  by_month: { ...counts([]), total: 0 },
  by_conclusion: { ...counts([]), total: 0 },
  interviews: 0,
  stations: 0,
};

const officer = (id, name, some) => ({
  id,
  name,
  fingerprint: [],
  admitted: true,
  made: '2026-02-02',
  at_work: false,
  ...some,
});
/** One officer, nothing for the day that the passphrase is lost. */
export const alone = {
  officers: [officer('1', 'Sri W.', { at_work: true })],
  recovery: null,
  escrow: null,
  unknown: 0,
  older: { pages: 0, copies: false },
};
/** A team, with everything that can be there. */
export const slots = {
  officers: [
    officer('1', 'Sri W.', { at_work: true }),
    officer('2', 'Yohanes K.', { made: '2026-03-01' }),
    officer('3', 'Dewi L.', { admitted: false, made: null }),
  ],
  recovery: { made: '2026-03-01', held_by: [] },
  escrow: { made: '2026-03-02', held_by: ['Pusat Penelaahan'] },
  unknown: 0,
  older: { pages: 1, copies: true },
};
export const CODE = ['001309', '720885', '440011', '001320', '110000', '330011', '000011', '550000'];
export const page = {
  label: 'Meja 1 · Sri W.',
  made: '2026-03-12',
  code: CODE,
  lines: Array.from({ length: 14 }, (_, i) => `k7qf m2xw 9t${String(i).padStart(2, '0')} hd4s pz6r 3vcn y8ju 5bge`),
  slots,
};
