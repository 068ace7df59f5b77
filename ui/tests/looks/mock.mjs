// Stands in for the host in the pictures: canned answers, with just enough memory that a choice stays chosen. It runs in
// the page. Never used in place of the real app.

export function mock(data) {
  const state = structuredClone(data);
  const answered = (view, reference, value) => {
    const copy = structuredClone(view);
    for (const question of copy.step.questions) {
      if (question.reference !== reference) continue;
      question.value = value;
      for (const choice of question.choices) choice.chosen = value.split(' ').includes(choice.name);
    }
    return (state.interview = copy);
  };
  /** A made-up passport page, drawn here so that no picture of anything lies in the repository. */
  const paper = (width, height, type) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#dfe6dc';
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = '#7a8c80';
    pen.fillRect(width * 0.08, height * 0.15, width * 0.26, height * 0.5);
    for (let line = 0; line < 6; line += 1) pen.fillRect(width * 0.42, height * (0.17 + line * 0.1), width * 0.48, 4);
    return canvas.toDataURL(type).split(',')[1];
  };
  const attached = () =>
    state.attachments.map((row) => ({
      ...row,
      thumbnail: row.media.startsWith('image/') ? paper(160, 110, 'image/jpeg') : null,
    }));
  const commands = {
    care: () => state.care,
    vault_drive: ({ folder }) => ({ ...state.drive, folder }),
    vault_backup: () => {
      if (state.slow) return new Promise(() => {});
      state.care = { ...state.care, last_copy: state.copyMade.at };
      return state.copyMade;
    },
    vault_check: () => state.report,
    work_stop: () => null,
    vault_examine: ({ current }) => {
      if (current === 'salah') throw { code: 'wrong-passphrase', params: {} };
      return (state.report = state.closer);
    },
    vault_move: () => (state.desk = null),
    vault_rename: () => {
      throw { code: 'vault-exists', params: {} };
    },
    attachments: () => attached(),
    attachment_add: ({ reference }) => {
      state.attachments = [...state.attachments, { ...state.attachments[0], id: 'a-new', reference, thumbnail: null }];
      return attached().at(-1);
    },
    attachment_show: ({ attachment }) => {
      if (attachment === 'a-3') throw { code: 'attachment-damaged', params: {} };
      return { media: 'image/png', base64: paper(1200, 820, 'image/png') };
    },
    attachment_save: () => ({ path: '/media/KEMLU-02/0197d2c8.pdf' }),
    attachment_remove: () => (state.attachments = state.attachments.slice(1)),
    preferences: () => state.preferences,
    hide_pin_set: ({ pin }) => pin !== '',
    preferences_set: ({ preferences }) => (state.preferences = preferences),
    door: () => state.door,
    desk: () => state.desk,
    lock: () => null,
    hide_check: () => true,
    home: () => state.home,
    forms: () => [state.form],
    folder_list: () => state.folder,
    interview_list: ({ before }) => {
      const from = before === null ? 0 : state.list.findIndex((row) => row.id === before) + 1;
      return state.list.slice(from, from + 50);
    },
    search: ({ query }) => {
      if (query === 'tidak ada') return [];
      return state.found;
    },
    conflicts: () => state.conflicts,
    conflict_differences: ({ digest }) => state.differences[digest],
    slip_taken: ({ slip }) => state.home.people.some((person) => person.slip === slip),
    conflict_resolve: () => (state.conflicts = state.conflicts.slice(1)),
    retention: () => state.retention,
    retention_set: ({ days }) => (state.retention = { ...state.retention, days }),
    purge: () => {
      const { due } = state.retention;
      state.retention = { ...state.retention, due: 0 };
      return due;
    },
    interview_reopen: () => {
      state.list = state.list.map((row) => (row.slip === state.review.slip ? { ...row, state: 'triaged' } : row));
      return state.interview;
    },
    interview_withdraw: () => {
      state.list = state.list.filter((row) => row.slip !== state.review.slip);
    },
    clock_trust: () => {
      state.desk = { ...state.desk, reports: [] };
    },
    interview_start: () => state.interview,
    interview_open: () => {
      if (state.held) throw { code: 'held-by-other', params: { officer: state.held } };
      return state.interview;
    },
    interview_draft: () => null,
    interview_hand_over: () => null,
    interview_take_over: () => null,
    interview_go: () => state.interview,
    interview_answer: ({ reference, value }) => answered(state.interview, reference, value),
    interview_skip: () => state.interview,
    interview_note: () => state.interview,
    interview_needs_help: () => state.interview,
    interview_review: () => state.review,
    interview_finish: ({ conclusion: kind, reason }) => ({
      ...state.review,
      conclusion: { ...state.conclusion, kind, reason },
    }),
    form_add: () => state.added,
    peer_add: () => state.peer,
    bundle_export: () => {
      const { bundle } = state.written;
      state.outbox = {
        ...state.outbox,
        ready: 0,
        withdrawals: 0,
        next_sequence: bundle.sequence + 1,
        bundles: [bundle, ...state.outbox.bundles],
      };
      return state.written;
    },
    receipt_read: () => {
      const bundles = state.outbox.bundles.map((one) => (one.sequence === 32 ? { ...one, state: 'received' } : one));
      state.outbox = { ...state.outbox, bundles };
      return { sequence: 32, received: 22, sent: 22 };
    },
    receipt_write: () => ({ path: '/media/KEMLU-02/saring-tanda-terima-0004-ab12cd34.saring' }),
    card_write: () => ({ path: '/media/KEMLU-02/saring-kartu.saring' }),
    insights_export: () => ({ path: '/media/KEMLU-02/saring-counts-2026-03-12.xlsx' }),
    outbox: () => state.outbox,
    inbox: () => state.inbox,
    devices: () => state.devices,
    cases: () => state.cases,
    withdrawn: () => state.withdrawn ?? [],
    case_show: () => state.caseView,
    insights: () => state.insights,
    passphrase_strength: ({ passphrase }) => {
      const words = passphrase.split(' ').length;
      const score = passphrase.length < 12 ? 0 : Math.min(4, words);
      const enough = score >= 3;
      const refusal =
        passphrase.length < 12
          ? { code: 'passphrase-too-short', params: { least: '12' } }
          : { code: 'passphrase-weak', params: {} };
      return { score, enough, refusal: enough ? null : refusal };
    },
    passphrase_generate: ({ language }) => ({
      passphrase: language === 'en' ? 'maple candle river button seven' : 'daun kemarin lampu sungai tujuh',
      bits: 60,
    }),
    slots_list: () => state.slots,
    passphrase_change: ({ current }) => {
      if (current === 'salah') throw { code: 'wrong-passphrase', params: {} };
      return state.slots;
    },
    officer_add: () => state.slots,
    officer_readmit: () => state.slots,
    officer_remove: () => state.slots,
    recovery_make: () => state.page,
    recovery_remove: () => (state.slots = { ...state.slots, recovery: null }),
    escrow_make: () => ({ text: '', slots: state.slots }),
    escrow_remove: () => (state.slots = { ...state.slots, escrow: null }),
    escrow_write: () => ({ path: '/media/KEMLU-02/saring-escrow-0a1b2c3d4e5f.age' }),
    escrow_open: () => ({ vault: 'v-1', made: '2026-03-02', code: state.page.code }),
    vault_new_key: () => ({
      left_out: [state.slots.officers[1]],
      recovery_ended: true,
      escrow: 'age',
      unknown_left_out: 0,
      slots: { ...state.slots, recovery: null, older: { pages: 0, copies: false } },
    }),
    vault_recover: () => (state.desk = state.after),
    vault_unlock: ({ passphrase }) => {
      if (passphrase === 'salah') throw { code: 'wrong-passphrase', params: {} };
      return (state.desk = state.after);
    },
  };
  window.__TAURI_INTERNALS__ = {
    transformCallback: () => 0,
    async invoke(command, parameters) {
      if (state.fail.includes(command)) throw { code: 'disk-full', params: {} };
      if (!(command in commands)) throw { code: `no-mock-${command}`, params: {} };
      return structuredClone(await commands[command](parameters));
    },
  };
}
