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
  const commands = {
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
    interview_open: () => state.interview,
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
        next_sequence: bundle.sequence + 1,
        bundles: [bundle, ...state.outbox.bundles],
      };
      return state.written;
    },
    card_write: () => ({ path: '/media/KEMLU-02/saring-kartu.saring' }),
    insights_export: () => ({ path: '/media/KEMLU-02/saring-counts-2026-03-12.xlsx' }),
    outbox: () => state.outbox,
    inbox: () => state.inbox,
    devices: () => state.devices,
    cases: () => state.cases,
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
