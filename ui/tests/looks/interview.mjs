// The made-up interview of the pictures: sections, and one step of each kind.

const both = (officer, person = officer) => ({ officer, person });
const km = (text) => text.replaceAll('|', '\u200b');

const SECTIONS = [
  ['Persetujuan', 'aaaaa'],
  ['Keselamatan', 'aaaaaa'],
  ['Asal dan keluarga', 'aaaaaaau'],
  ['Perekrutan', 'aaaauaaauaa'],
  ['Perjalanan', 'aaaaaau'],
  ['Dokumen, kebebasan', 'aaaoooooooo'],
  ['Pekerjaan sebenarnya', 'oooooooooooo'],
  ['Upah, denda, utang', 'ooooooooo'],
  ['Kekerasan, ancaman', 'oooooooo'],
  ['Keluar dan pulang', 'oooooooo'],
  ['Keinginan dan rencana', 'ooooooo'],
];
const GRAIN = { a: 'answered', u: 'unknown', o: 'open' };

const sections = (current) =>
  SECTIONS.map(([label, grains], i) => ({
    reference: `/data/s${i + 1}`,
    label,
    grains: [...grains].map((g) => GRAIN[g]),
    done: [...grains].filter((g) => g !== 'o').length,
    unknown: [...grains].filter((g) => g === 'u').length,
    current: i + 1 === current,
  }));

const choice = (name, officer, person, unknown = null, chosen = false) => ({
  name,
  label: both(officer, km(person)),
  unknown,
  chosen,
});

const question = (number, kind, label, more = {}) => ({
  reference: `/data/q${number.replace('.', '_')}`,
  number,
  kind,
  label,
  hint: both(''),
  guidance: '',
  appearance: [],
  required: false,
  readonly: false,
  value: '',
  choices: [],
  range: null,
  skipped: null,
  violation: null,
  consent: null,
  note: '',
  ...more,
});

const step = (kind, section, label, index, of, questions, more = {}) => ({
  reference: questions[0]?.reference ?? `/data/s${section}`,
  kind,
  section,
  section_label: label,
  index,
  of,
  label: both(''),
  hint: both(''),
  guidance: '',
  questions,
  repeat: null,
  inside: null,
  ...more,
});

const GUIDANCE =
  'Tanyakan “di mana paspor Anda waktu itu”, bukan “apakah disita”.\n\nBila berpindah tempat, tanyakan untuk tempat terakhir dulu. Beri waktu. Diam bukan jawaban.\n\nJangan bertanya mengapa ia tidak meminta kembali. Jangan menjanjikan paspor akan dikembalikan.';

const passport = question(
  '6.4',
  'select_one',
  both(
    'Siapa yang menyimpan paspor Anda selama di tempat kerja itu?',
    km('តើ|នរណា|ជា|អ្នក|រក្សា|ទុក|លិខិត|ឆ្លង|ដែន|របស់|អ្នក ពេល|នៅ|កន្លែង|ធ្វើ|ការ|នោះ?'),
  ),
  {
    guidance: GUIDANCE,
    value: 'employer',
    choices: [
      choice('self', 'Saya sendiri', 'ខ្ញុំ|រក្សា|ទុក|ដោយ|ខ្លួន|ឯង'),
      choice('employer', 'Majikan atau atasan', 'ថៅកែ ឬ|អ្នក|គ្រប់គ្រង', null, true),
      choice('recruiter', 'Perekrut atau agen', 'អ្នក|ជ្រើសរើស ឬ|ភ្នាក់ងារ'),
      choice('officer', 'Petugas atau polisi', 'មន្ត្រី ឬ|ប៉ូលិស'),
      choice('lost', 'Hilang, tidak tahu di mana', 'បាត់ មិន|ដឹង|ថា|នៅ|ទី|ណា'),
      choice('never', 'Tidak pernah punya dokumen', 'មិន|ដែល|មាន|ឯកសារ|ទេ'),
      choice('unknown', 'Tidak tahu', 'មិន|ដឹង', 'unknown'),
      choice('declined', 'Tidak mau menjawab', 'មិន|ចង់|ឆ្លើយ', 'declined'),
    ],
  },
);

const several = question(
  '6.6',
  'select_multiple',
  both('Apa saja yang tidak boleh Anda lakukan di sana?', km('តើ|អ្នក|មិន|ត្រូវ|បាន|អនុញ្ញាត|ឱ្យ|ធ្វើ|អ្វី|ខ្លះ|នៅ|ទី|នោះ?')),
  {
    hint: both('Boleh lebih dari satu.', km('អាច|ជ្រើស|លើស|ពី|មួយ។')),
    value: 'leave call',
    choices: [
      choice('leave', 'Keluar gedung tanpa izin', 'ចេញ|ក្រៅ|អគារ|ដោយ|គ្មាន|ការ|អនុញ្ញាត', null, true),
      choice('call', 'Menelepon keluarga sendirian', 'ទូរស័ព្ទ|ទៅ|គ្រួសារ|តែ|ម្នាក់|ឯង', null, true),
      choice('phone', 'Memegang ponsel sendiri', 'កាន់|ទូរស័ព្ទ|ផ្ទាល់|ខ្លួន'),
      choice('doctor', 'Berobat ketika sakit', 'ទៅ|ព្យាបាល|ពេល|ឈឺ'),
      choice('quit', 'Berhenti bekerja', 'ឈប់|ធ្វើ|ការ'),
      choice('none', 'Tidak satu pun dilarang', 'គ្មាន|អ្វី|ត្រូវ|បាន|ហាម|ឃាត់|ទេ'),
      choice('unknown', 'Tidak tahu', 'មិន|ដឹង', 'unknown'),
      choice('declined', 'Tidak mau menjawab', 'មិន|ចង់|ឆ្លើយ', 'declined'),
    ],
  },
);

const date = question('6.2', 'date', both('Kapan Anda pertama kali tiba di tempat itu?'), {
  hint: both('Isi yang diingat saja.'),
});

const text = question(
  '6.9',
  'text',
  both(
    'Apa yang dikatakan kepada Anda kalau Anda ingin pergi?',
    km('គេ|បាន|ប្រាប់|អ្នក|យ៉ាង|ដូច|ម្តេច ប្រសិន|បើ|អ្នក|ចង់|ចាក|ចេញ?'),
  ),
  {
    hint: both('Tulis dengan kata-katanya sendiri.', km('សរសេរ|តាម|ពាក្យ|របស់|គាត់។')),
    appearance: ['multiline'],
    value:
      'Katanya saya harus bayar dulu dua ribu lima ratus dolar. Kalau tidak, saya akan dipindahkan ke tempat lain.',
    note: 'Suaranya mengecil di sini. Tanyakan lagi nama tempat setelah jeda.',
  },
);

const number = question(
  '7.2',
  'integer',
  both('Berapa jam sehari Anda bekerja?', km('តើ|អ្នក|ធ្វើ|ការ|ប៉ុន្មាន|ម៉ោង|ក្នុង|មួយ|ថ្ងៃ?')),
  {
    value: '32',
    violation: { kind: 'constraint', message: both('Isi 0 sampai 24 jam.', km('បំពេញ 0 ដល់ 24 ម៉ោង។')) },
  },
);

const yesNo = (chosen) => [
  choice('yes', 'Ya', 'បាទ/ចាស', null, chosen === 'yes'),
  choice('no', 'Tidak', 'ទេ', null, chosen === 'no'),
];
const use = (name, officer, person, hint, hintPerson, value) => ({
  ...question('1.1', 'select_one', both(officer, km(person)), {
    hint: both(hint, km(hintPerson)),
    value,
    choices: yesNo(value),
    consent: name,
  }),
  reference: `/data/consent/${name}`,
});
const consent = [
  {
    ...question(
      '1.0',
      'note',
      both('Untuk apa jawaban Anda boleh dipakai?', km('តើ|ចម្លើយ|របស់|អ្នក|អាច|ប្រើ|សម្រាប់|អ្វី?')),
      {
        hint: both(
          'Bantuan tidak bergantung pada jawaban ini. Boleh berubah kapan saja.',
          km('ជំនួយ|មិន|អាស្រ័យ|លើ|ចម្លើយ|នេះ|ទេ។'),
        ),
      },
    ),
    reference: '/data/consent/intro',
  },
  use(
    'interview',
    'Wawancara ini',
    'ការ|សម្ភាស|នេះ',
    'Bila tidak: wawancara tidak dimulai.',
    'បើ|ទេ៖ ការ|សម្ភាស|មិន|ចាប់|ផ្ដើម|ទេ។',
    'yes',
  ),
  use(
    'share',
    'Dikirim ke pusat',
    'ផ្ញើ|ទៅ|ការិយាល័យ|កណ្ដាល',
    'Bila tidak: jawaban tinggal di laptop ini.',
    'បើ|ទេ៖ ចម្លើយ|នៅ|ក្នុង|កុំព្យូទ័រ|នេះ។',
    'yes',
  ),
  use(
    'referral',
    'Rujukan ke Rumah aman R-2',
    'បញ្ជូន|ទៅ|ផ្ទះ|សុវត្ថិភាព R-2',
    'Hanya yang mereka perlukan.',
    'តែ|អ្វី|ដែល|ពួក|គេ|ត្រូវ|ការ|ប៉ុណ្ណោះ។',
    'no',
  ),
  use(
    'statistics',
    'Statistik, tanpa nama',
    'ស្ថិតិ ដោយ|គ្មាន|ឈ្មោះ',
    'Dihitung bersama orang lain.',
    'រាប់|រួម|ជាមួយ|អ្នក|ដទៃ។',
    '',
  ),
  use(
    'law_enforcement',
    'Polisi dan jaksa',
    'នគរបាល និង|ព្រះរាជ|អាជ្ញា',
    'Terpisah dari bantuan.',
    'ដាច់|ដោយ|ឡែក|ពី|ជំនួយ។',
    '',
  ),
];

const unknowns = [
  choice('unknown', 'Tidak tahu', 'មិន|ដឹង', 'unknown'),
  choice('declined', 'Tidak mau menjawab', 'មិន|ចង់|ឆ្លើយ', 'declined'),
];
const TRIAGE = [
  ['Bisakah kita bicara di sini tanpa didengar orang?', 'តើ|យើង|អាច|និយាយ|នៅ|ទី|នេះ ដោយ|គ្មាន|គេ|ឮ|ទេ?', 'yes'],
  ['Adakah orang di sini yang membuat Anda takut?', 'តើ|មាន|នរណា|នៅ|ទី|នេះ|ធ្វើ|ឲ្យ|អ្នក|ខ្លាច|ទេ?', 'no'],
  ['Apakah ada yang menyakiti Anda di sana?', 'តើ|មាន|នរណា|ធ្វើ|បាប|អ្នក|នៅ|ទី|នោះ|ទេ?', ''],
  ['Apakah Anda diancam bila tidak bekerja?', 'តើ|គេ|គំរាម|អ្នក|ទេ បើ|អ្នក|មិន|ធ្វើ|ការ?', ''],
  ['Adakah tempat aman untuk Anda malam ini?', 'តើ|អ្នក|មាន|កន្លែង|សុវត្ថិភាព|សម្រាប់|យប់|នេះ|ទេ?', ''],
];
const triage = TRIAGE.map(([officer, person, value], i) => ({
  ...question(`2.${i + 1}`, 'select_one', both(officer, km(person)), {
    choices: [...yesNo(value), ...unknowns],
    value,
  }),
}));
triage.push(
  question('2.6', 'select_one', both('Berapa umur Anda sekarang?', km('តើ|អ្នក|អាយុ|ប៉ុន្មាន|ឥឡូវ|នេះ?')), {
    choices: [
      choice('adult', '18 tahun atau lebih', '18 ឆ្នាំ|ឡើង|ទៅ'),
      choice('child', 'Di bawah 18 tahun', 'ក្រោម 18 ឆ្នាំ'),
      ...unknowns,
    ],
  }),
  question('2.7', 'select_multiple', both('Apa yang Anda perlukan sekarang?', km('តើ|អ្នក|ត្រូវការ|អ្វី|ឥឡូវ|នេះ?')), {
    choices: [
      choice('food', 'Makan, minum, pakaian', 'អាហារ ទឹក សម្លៀកបំពាក់'),
      choice('contact', 'Menghubungi keluarga', 'ទាក់ទង|គ្រួសារ'),
      choice('none', 'Tidak ada', 'គ្មាន|ទេ'),
      ...unknowns,
    ],
  }),
);

const instance = (i, title, grains) => ({
  reference: `/data/places[${i}]`,
  title,
  grains: [...grains].map((g) => GRAIN[g]),
  done: [...grains].filter((g) => g !== 'o').length,
  unknown: [...grains].filter((g) => g === 'u').length,
});
const places = {
  reference: '/data/places',
  instances: [
    instance(1, 'Rumah singgah dekat pasar, Bavet', 'aaaaaa'),
    instance(2, '“Gedung biru” lantai 6, Sihanoukville', 'aaaauu'),
    instance(3, '', 'oooooo'),
  ],
  open: true,
};

const LANGUAGE = { id: { name: 'Bahasa Indonesia (id)', code: 'id' }, km: { name: 'Khmer (km)', code: 'km' } };

const view = (slip, person, step, more = {}) => ({
  id: `i-${slip}`,
  slip,
  form_title: 'Penyaringan TPPO',
  officer_language: LANGUAGE.id,
  person_language: LANGUAGE[person],
  sections: sections(step.section),
  step,
  can_go_back: true,
  saved_at: '2026-03-12T14:22:00+07:00',
  urgent: [],
  finished: false,
  triage_complete: true,
  ...more,
});

const SIX = 'Dokumen dan kebebasan';
export const interviews = {
  one: view('17', 'km', step('question', 6, SIX, 4, 11, [passport], { guidance: GUIDANCE })),
  several: view('17', 'km', step('question', 6, SIX, 6, 11, [several])),
  date: view('23', 'id', step('question', 6, SIX, 2, 11, [date])),
  text: view('17', 'km', step('question', 6, SIX, 9, 11, [text])),
  file: view(
    '17',
    'km',
    step('question', 6, SIX, 9, 11, [
      question('6.9', 'file', both('Foto atau pindai surat yang dibawa', km('រូបថត ឬ|ស្កេន|លិខិត|ដែល|បាន|យក|មក')), {
        hint: both('Paspor, kontrak, tiket. Boleh lebih dari satu.'),
        value: 'a-1 a-2',
      }),
    ]),
  ),
  number: view('17', 'km', step('question', 7, 'Pekerjaan sebenarnya', 2, 12, [number])),
  repeat: view(
    '23',
    'id',
    step('repeat', 6, SIX, 7, 11, [], {
      label: both('Di tempat mana saja Anda tinggal atau bekerja?'),
      hint: both('Urutkan dari yang pertama.'),
      repeat: places,
    }),
  ),
  consent: view(
    '17',
    'km',
    step('page', 1, 'Persetujuan', 1, 1, consent, { label: both('Persetujuan', km('ការ|យល់|ព្រម')) }),
  ),
  triage: view('17', 'km', step('page', 2, 'Keselamatan', 1, 1, triage, { label: both('Keselamatan', km('សុវត្ថិភាព')) })),
  end: view('17', 'km', step('end', 11, 'Keinginan dan rencana', 7, 7, [])),
};
