// Every picture: its name, its window, what the host answers, and what is done before it is taken.

import * as looked from './care.mjs';
import * as collected from './collected.mjs';
import { interviews } from './interview.mjs';
import * as people from './people.mjs';

const base = {
  ...people,
  ...collected,
  ...looked,
  desk: people.desk,
  after: people.desk,
  interview: interviews.one,
  conflicts: [],
  fail: [],
};
const prefs = (some) => ({ ...people.preferences, ...some });

const WIDE = { width: 1366, height: 768 };
const NARROW = { width: 1024, height: 768 };
const LOW = { width: 1366, height: 690 };

const scene = (name, data = {}, act = async () => {}, size = WIDE) => ({ name, data: { ...base, ...data }, act, size });
const start = async (page) => {
  await page.getByTestId('unfinished').first().click();
  await page.getByTestId('interview').waitFor();
};
const interview = (name, which, more = {}, act = async () => {}, size = WIDE) =>
  scene(
    name,
    { interview: interviews[which], ...more },
    async (page) => {
      await start(page);
      await act(page);
    },
    size,
  );
const tab = (name) => (page) => page.getByTestId(`tab-${name}`).click();
const press = (key) => (page) => page.keyboard.press(key);

/** The review of a person, after some more was done on it. */
const reviewed =
  (...acts) =>
  async (page) => {
    await page.locator('[data-testid="person"][data-slip="3"]').click();
    await page.locator('[data-element="act"]').waitFor();
    for (const act of acts) await act(page);
  };
const opened =
  (element, open = true) =>
  async (page) => {
    const drawer = page.locator(`[data-element="${element}"] h2 button`);
    if ((await drawer.getAttribute('aria-expanded')) !== String(open)) await drawer.click();
  };
const chosen = (kind) => (page) => page.getByTestId(`conclusion-${kind}`).check({ force: true });

/** The list of interviews, and what is searched for in it. */
const listed = async (page) => {
  await tab('interviews')(page);
  await page.getByTestId('interview-row').first().waitFor();
};
const searched = (words) => async (page) => {
  await listed(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.type(words);
  await page.clock.runFor(400);
  await page.locator('[data-testid="found-in"], [data-testid="interviews-empty"]').first().waitFor();
};

/** After an interview: whether the clock is right, conflicts, corrections, withdrawal, how long it stays. */
const signedReview = { review: { ...collected.review, conclusion: collected.conclusion } };
const onClock = (page) => page.getByTestId('clock-behind').waitFor();
const deciding = async (page) => {
  await page.getByTestId('conflicts-open').press('Enter');
  await page.getByTestId('conflict-differences').waitFor();
  if ((await page.locator('[data-testid="conflict-branch"]:checked').count()) > 0) throw new Error('one was chosen');
};
const afterwards = async (page) => {
  await reviewed()(page);
  await page.getByTestId('withdraw').scrollIntoViewIfNeeded();
};
const correcting = async (page) => {
  await reviewed()(page);
  await page.getByTestId('correct').press('Enter');
  await page.locator('[data-testid="correct-reason"]:focus').waitFor();
};
const withdrawing = async (page) => {
  await reviewed()(page);
  await page.getByTestId('withdraw').press('Enter');
  await page.locator('[data-testid="withdraw-dialog"] section:focus').waitFor();
};
const staying = async (page) => {
  await listed(page);
  await page.getByTestId('stay-open').press('Enter');
  await page.getByTestId('stay-dialog').waitFor();
};
const refused = async (page) => {
  await tab('forms')(page);
  await page.getByTestId('form-add').click();
  await page.getByTestId('browser-entry').last().click();
  await page.getByTestId('form-issues').waitFor();
};
const receiptRead = async (page) => {
  await tab('send')(page);
  await page.getByTestId('receipt-read').click();
  await page.getByTestId('browser-entry').last().click();
  await page.getByTestId('receipt').getByText(/32/).waitFor();
};
const receiptWritten = async (page) => {
  await page.locator('[data-arrival="4"] button').click();
  await page.getByTestId('receipt-write').click();
  await page.getByTestId('browser-choose').click();
  await page
    .getByTestId('receipt-written')
    .getByText(/saring-/)
    .waitFor();
};
const oneCase = async (page) => {
  await tab('cases')(page);
  await page.locator('[data-case="K-0418"] button').click();
  await page.getByTestId('case').waitFor();
};

const LOOKS = [
  ['', {}],
  ['-dark', { theme: 'dark' }],
  ['-contrast', { contrast: true }],
  ['-contrast-dark', { theme: 'dark', contrast: true }],
  ['-km', { language: 'km' }],
  ['-zoom200', { zoom: 200 }],
];

/** Language, display and the PIN of an open vault. */
const setDisplay = async (page) => {
  await page.getByTestId('display').first().click();
  await page.getByTestId('hide-pin-new').scrollIntoViewIfNeeded();
};

/** A new vault whose passphrase is typed, or proposed and taken. */
const newVault = async (page) => {
  await page.getByTestId('door-new').click();
  await page.getByTestId('create-passphrase').fill('rumah kami');
  await page.getByTestId('create-strength').waitFor();
};
const proposed = async (page) => {
  await page.getByTestId('door-new').click();
  await page.getByTestId('create-propose').click();
  await page.getByTestId('create-take').click();
  await page.locator('[data-testid="create-strength"][data-enough="true"]').waitFor();
  await page.getByTestId('create').scrollIntoViewIfNeeded();
};
/** A code with a slip in its third group. */
const slip = (kind) => async (page) => {
  await page.getByTestId(kind).click();
  for (const [i, group] of collected.CODE.entries())
    await page
      .getByTestId('code-group')
      .nth(i)
      .fill(i === 2 ? '440012' : group);
};

/** The keys of the vault, and one change of them begun. */
const keysAnd = (button) => async (page) => {
  await tab('keys')(page);
  await page.locator('[data-testid="vault-part"] [data-value="keys"]').check({ force: true });
  await page.getByTestId('keys').waitFor();
  if (button === undefined) return;
  await page.getByTestId(button).last().click();
  await page.getByTestId('ask').waitFor();
};
const sent = async (page) => {
  await page.getByTestId('ask-current').fill('kata sandi saya');
  await page.getByTestId('ask-do').click();
};
const paper = async (page) => {
  await keysAnd('recovery-make')(page);
  await sent(page);
  await page.getByTestId('page').waitFor();
};
const escrowOpened = async (page) => {
  await keysAnd()(page);
  await page.getByTestId('escrow-witness').fill('Rudi T., kepala bagian');
  await page.getByTestId('escrow-open').click();
  await page.getByTestId('browser-entry').last().click();
  await page.getByTestId('escrow-code').waitFor();
};

/** Looking after the vault, and one thing done there. */
const careAnd =
  (...acts) =>
  async (page) => {
    await tab('keys')(page);
    await page.getByTestId('care').waitFor();
    for (const act of acts) await act(page);
  };
const pressed = (button) => (page) => page.getByTestId(button).first().click();
const there = pressed('browser-choose');
const shows = (hook) => (page) => page.getByTestId(hook).first().scrollIntoViewIfNeeded();
const damagedCare = { report: looked.broken };
const closely = async (page) => {
  await careAnd(pressed('care-check'), pressed('care-examine'))(page);
  await page.getByTestId('examine-current').fill('kata sandi saya');
  await page.getByTestId('examine-do').click();
  await page.getByTestId('care-damaged').first().waitFor();
  await page.getByTestId('care-report').scrollIntoViewIfNeeded();
};

/** The attachments of an interview, and one thing done there. */
const attachedAnd =
  (...acts) =>
  async (page) => {
    await page.keyboard.press('F7');
    await page.getByTestId('attachments-dialog').waitFor();
    for (const act of acts) await act(page);
  };

/** What the door has to say is in sight beside the field that has the focus. */
const toldInSight = async (page) => {
  const told = await page.getByTestId('door-problem').boundingBox();
  const field = await page.locator('#passphrase:focus').boundingBox();
  const low = page.viewportSize().height;
  if (told.y < 0 || field.y + field.height > low) throw new Error('the notice and the field are not both in sight');
};

/** In Indonesian, in Khmer, narrow, and at 200 %. */
const inShort = (make) => [
  make('', {}, WIDE),
  make('-km', { preferences: prefs({ language: 'km' }) }, WIDE),
  make('-1024', {}, NARROW),
  make('-km-1024', { preferences: prefs({ language: 'km' }) }, NARROW),
  make('-zoom200', { preferences: prefs({ zoom: 200 }) }, WIDE),
  make('-km-zoom200', { preferences: prefs({ language: 'km', zoom: 200 }) }, WIDE),
];

/** One screen in every look, and narrow. */
const everywhere = (make) => [
  ...LOOKS.map(([suffix, some]) => make(suffix, { preferences: prefs(some) }, WIDE)),
  make('-1024', {}, NARROW),
];

export const scenes = [
  ...everywhere((suffix, more, size) => scene(`01-door${suffix}`, { desk: null, ...more }, undefined, size)),
  scene('01-door-wrong', { desk: null }, async (page) => {
    await page.getByTestId('passphrase').fill('salah');
    await page.getByTestId('unlock').click();
    await page.locator('#passphrase-problem').waitFor();
  }),
  scene('01-door-first', { desk: null, door: { ...people.door, vaults: [] } }),
  scene('01-door-first-km', {
    desk: null,
    door: { ...people.door, vaults: [] },
    preferences: prefs({ language: 'km' }),
  }),
  scene('01-door-first-1024', { desk: null, door: { ...people.door, vaults: [] } }, undefined, NARROW),
  ...inShort((suffix, more, size) =>
    scene(
      `01-door-ended${suffix}`,
      { desk: null, door: { ...people.door, problem: { code: 'page-ended', params: {} } }, ...more },
      toldInSight,
      size,
    ),
  ),
  scene('01-door-create-wrong', { desk: null }, async (page) => {
    await page.getByTestId('door-new').click();
    await page.getByTestId('create-passphrase').fill('pendek');
    await page.getByTestId('create').click();
  }),
  scene('01-door-language', { desk: null }, (page) => page.getByTestId('door-language').click()),
  scene('01-door-display', { desk: null }, (page) => page.getByTestId('door-display').click()),
  scene('01-door-display-zoom200', { desk: null, preferences: prefs({ zoom: 200 }) }, (page) =>
    page.getByTestId('door-display').click(),
  ),
  scene('01-door-files', { desk: null }, (page) => page.getByTestId('door-open-file').click()),

  ...inShort((suffix, more, size) => scene(`01-door-strength${suffix}`, { desk: null, ...more }, newVault, size)),
  ...inShort((suffix, more, size) => scene(`01-door-proposed${suffix}`, { desk: null, ...more }, proposed, size)),
  ...inShort((suffix, more, size) => scene(`01-door-page${suffix}`, { desk: null, ...more }, slip('lost-page'), size)),
  ...inShort((suffix, more, size) =>
    scene(`01-door-escrow${suffix}`, { desk: null, ...more }, slip('lost-escrow'), size),
  ),
  scene(
    '01-door-page-lines',
    { desk: null, door: { ...people.door, vaults: [{ ...people.door.vaults[0], keys_present: false }] } },
    async (page) => {
      await page.getByTestId('lost-page').click();
      await page.getByTestId('recover-lines').waitFor();
    },
  ),

  ...everywhere((suffix, more, size) => scene(`02-home${suffix}`, more, undefined, size)),
  scene('02-home-list', {}, (page) => page.locator('[data-value="list"]').check({ force: true })),
  ...[
    ['', {}],
    ['-km', { language: 'km' }],
    ['-zoom200', { zoom: 200 }],
  ].map(([suffix, some]) => scene(`02-home-display${suffix}`, { preferences: prefs(some) }, setDisplay)),
  scene('02-home-display-1024', {}, setDisplay, NARROW),
  scene('02-home-taken', {}, async (page) => {
    await page.getByTestId('slip').fill(' 3');
    await page.locator('[data-testid="slip"][aria-invalid="true"]').waitFor();
  }),
  scene('02-home-taken-told-late', { fail: ['slip_taken'] }, async (page) => {
    await page.getByTestId('start').click();
    await page.getByRole('alert').waitFor();
  }),
  scene('02-home-empty', { home: people.emptyHome }),
  scene('02-home-reports', {
    desk: { ...people.desk, training: true, reports: [{ code: 'failed-tries', params: { count: '3' } }] },
  }),
  scene('02-home-failed', { fail: ['home'] }),
  ...everywhere((suffix, more, size) => scene(`02-interviews${suffix}`, more, listed, size)),
  scene('02-interviews-alone', { slots: collected.alone }, async (page) => {
    await listed(page);
    if ((await page.getByText('Hanya wawancara Anda').count()) > 0) throw new Error('colleagues are spoken of');
  }),
  scene('02-interviews-km-1024', { preferences: prefs({ language: 'km' }) }, listed, NARROW),
  scene('02-interviews-older', {}, async (page) => {
    await listed(page);
    await page.getByTestId('interviews-older').click();
    await page.locator('[data-id="old-20"]').waitFor();
  }),
  ...inShort((suffix, more, size) => scene(`02-interviews-found${suffix}`, more, searched('siti'), size)),
  scene('02-interviews-nothing', {}, searched('tidak ada')),
  scene('02-interviews-nothing-km', { preferences: prefs({ language: 'km' }) }, searched('tidak ada')),
  scene('02-interviews-emptied', {}, async (page) => {
    await searched('siti')(page);
    await page.keyboard.press('Escape');
    await page.locator('[data-id="i-39"]').waitFor();
    const focused = await page.evaluate(() => document.activeElement?.id);
    if (focused !== 'interviews-search') throw new Error(`the focus went to ${focused}`);
  }),
  scene('02-interviews-none', { home: people.emptyHome, list: [] }, tab('interviews')),
  scene('02-interviews-none-state', { list: [] }, async (page) => {
    await tab('interviews')(page);
    await page.getByTestId('interviews-state').selectOption('received');
    await page.getByTestId('interviews-all').waitFor();
  }),
  scene('02-interviews-failed', { fail: ['interview_list'] }, tab('interviews')),
  scene('02-interviews-back', signedReview, async (page) => {
    await listed(page);
    await page.locator('[data-id="i-36"] button').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('review').waitFor();
    await page.getByTestId('review-done').click();
    await page.locator('[data-id="i-36"] button:focus').waitFor();
  }),

  ...inShort((suffix, more, size) =>
    scene(`12-clock${suffix}`, { desk: { ...people.desk, reports: [people.clockBehind] }, ...more }, onClock, size),
  ),
  scene('12-clock-doubt', { desk: { ...people.desk, reports: [people.clockBehind] } }, async (page) => {
    await onClock(page);
    await page.getByTestId('clock-doubt').click();
    await page.getByTestId('report-clock').waitFor();
  }),
  scene('12-clock-trusted', { desk: { ...people.desk, reports: [people.clockBehind] } }, async (page) => {
    await onClock(page);
    await page.getByTestId('clock-trust').press('Enter');
    await page.getByTestId('person').first().waitFor();
    if ((await page.getByTestId('report').count()) > 0) throw new Error('the clock is still reported');
  }),
  scene('12-clock-headquarters', { desk: { ...people.headquarters, reports: [people.clockBehind] } }, onClock),
  scene('12-conflict-notice', { conflicts: [people.conflict] }),
  scene('12-conflict-notice-1024', { conflicts: [people.conflict, people.secondConflict] }, undefined, NARROW),
  ...inShort((suffix, more, size) =>
    scene(`12-conflict${suffix}`, { conflicts: [people.conflict, people.secondConflict], ...more }, deciding, size),
  ),
  ...inShort((suffix, more, size) =>
    scene(
      `12-conflict-differs${suffix}`,
      { conflicts: [people.conflict], ...more },
      async (page) => {
        await deciding(page);
        await page.getByTestId('conflict-difference').last().scrollIntoViewIfNeeded();
      },
      size,
    ),
  ),
  scene('12-conflict-unread', { conflicts: [people.conflict], fail: ['conflict_differences'] }, async (page) => {
    await page.getByTestId('conflicts-open').press('Enter');
    await page.getByTestId('conflict-unread').waitFor();
  }),
  ...['id', 'km'].map((language) =>
    scene(
      `12-conflict-of-colleague-${language}`,
      { conflicts: [people.conflict, people.colleaguesConflict], preferences: prefs({ language }) },
      undefined,
      NARROW,
    ),
  ),
  scene('12-conflict-only-of-colleague', { conflicts: [people.colleaguesConflict] }),
  scene('12-conflict-next', { conflicts: [people.conflict, people.secondConflict] }, async (page) => {
    await deciding(page);
    await page.keyboard.press('Space');
    await page.getByTestId('conflict-do').press('Enter');
    await page.locator('[data-choice="sha256-c"]:focus').waitFor();
  }),
  ...inShort((suffix, more, size) => scene(`12-correct${suffix}`, { ...signedReview, ...more }, correcting, size)),
  ...inShort((suffix, more, size) => scene(`12-after${suffix}`, { ...signedReview, ...more }, afterwards, size)),
  scene('12-corrected', { ...signedReview, interview: interviews.one }, async (page) => {
    await correcting(page);
    await page.getByTestId('correct-reason').fill('Tahun kedatangan salah tulis.');
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('interview').waitFor();
  }),
  scene('12-correct-refused', { ...signedReview, fail: ['interview_reopen'] }, async (page) => {
    await correcting(page);
    await page.getByTestId('correct-reason').fill('Tahun kedatangan salah tulis.');
    await page.getByTestId('correct-do').click();
    await page.getByTestId('correct-problem').waitFor();
  }),
  ...inShort((suffix, more, size) => scene(`12-withdraw${suffix}`, { ...signedReview, ...more }, withdrawing, size)),
  ...inShort((suffix, more, size) =>
    scene(
      `12-withdrawn${suffix}`,
      { ...signedReview, ...more },
      async (page) => {
        await withdrawing(page);
        await page.getByTestId('withdraw-confirm').fill(collected.review.slip);
        // Enter alone must erase nothing.
        await page.keyboard.press('Enter');
        if ((await page.getByTestId('withdraw-dialog').count()) !== 1) throw new Error('Enter erased');
        await page.getByTestId('withdraw-do').press('Enter');
        await page.getByTestId('erased').waitFor();
      },
      size,
    ),
  ),
  ...inShort((suffix, more, size) =>
    scene(`12-stay${suffix}`, { retention: { days: 30, due: 12 }, ...more }, staying, size),
  ),
  scene('12-stay-none-due', {}, staying),
  scene('12-stay-changed', { retention: { days: 45, due: 2 } }, async (page) => {
    await staying(page);
    await page.getByTestId('stay-days').selectOption('keep');
    await page.locator('[data-testid="stay"][data-days=""]').waitFor({ state: 'attached' });
  }),
  scene('12-stay-purged', { retention: { days: 30, due: 12 } }, async (page) => {
    await staying(page);
    if ((await page.getByTestId('purge').count()) > 0) throw new Error('erased in one step');
    await page.getByTestId('purge-sure').check();
    await page.getByTestId('purge').click();
    await page.locator('[data-testid="stay"][data-due="0"]').waitFor();
  }),

  ...everywhere((suffix, more, size) => interview(`03a-one${suffix}`, 'one', more, undefined, size)),
  interview('03a-one-690', 'one', {}, undefined, LOW),
  interview('03b-guidance', 'one', {}, press('F1')),
  interview('03b-guidance-zoom200', 'one', { preferences: prefs({ zoom: 200 }) }, press('F1')),
  interview('03c-several', 'several'),
  interview('03d-date', 'date'),
  interview('03d-date-dark', 'date', { preferences: prefs({ theme: 'dark' }) }),
  interview('03e-text', 'text'),
  interview('03e-number', 'number'),
  interview('03e-note', 'text', {}, press('F4')),
  interview('03f-repeat', 'repeat'),
  ...inShort((suffix, more, size) =>
    interview(
      `03f-remove${suffix}`,
      'repeat',
      more,
      async (page) => {
        await page.getByTestId('repeat-instance').first().press('Delete');
        await page.getByTestId('remove-dialog').waitFor();
        const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
        if (focused !== 'remove-cancel') throw new Error(`the focus is on ${focused}`);
      },
      size,
    ),
  ),
  interview('03g-skip', 'one', {}, press('F3')),
  interview('03h-needs-help', 'one', {}, press('F2')),
  interview('03h-needs-help-zoom200', 'one', { preferences: prefs({ zoom: 200 }) }, press('F2')),
  interview('03i-stop', 'one', {}, press('F9')),
  ...['id', 'km', 'en'].flatMap((language) => [
    interview(`03i-hand-over-${language}`, 'one', { preferences: prefs({ language }) }, async (page) => {
      await page.keyboard.press('F9');
      await page.getByTestId('stop-hand-over').waitFor();
      await page.keyboard.press('3');
      await page.keyboard.press('Enter');
      await page.getByTestId('hand-over-officer').first().waitFor();
      await page.keyboard.press('1');
    }),
    scene(
      `02d-take-over-${language}`,
      { held: 'Budi Santoso', preferences: prefs({ language, zoom: 200 }) },
      async (page) => {
        await page.getByTestId('unfinished').first().click();
        await page.getByTestId('take-over-dialog').waitFor();
      },
      NARROW,
    ),
  ]),
  interview('03j-training', 'one', { desk: { ...people.desk, training: true } }),
  interview('03k-consent', 'consent'),
  interview('03k-consent-1024', 'consent', {}, undefined, NARROW),
  interview('03k-consent-zoom200', 'consent', { preferences: prefs({ zoom: 200 }) }),
  interview('03l-triage', 'triage'),
  interview('03l-triage-dark', 'triage', { preferences: prefs({ theme: 'dark' }) }),
  interview('03l-triage-1024', 'triage', {}, undefined, NARROW),
  interview('03m-end', 'end'),
  interview('03n-unsaved', 'one', { fail: ['interview_answer'] }, async (page) => {
    await page.locator('[data-choice="self"]').first().click({ force: true });
    await page.waitForTimeout(700);
  }),
  interview('04-person', 'one', {}, press('F8')),
  interview('04-person-dark', 'one', { preferences: prefs({ theme: 'dark' }) }, press('F8')),
  interview('04-person-1024', 'one', {}, press('F8'), NARROW),
  interview('04-person-zoom200', 'one', { preferences: prefs({ zoom: 200 }) }, press('F8')),
  scene('05-neutral', {}, (page) => page.getByTestId('hide').click()),
  scene('05-neutral-dark', { preferences: prefs({ theme: 'dark' }) }, (page) => page.getByTestId('hide').click()),

  ...everywhere((suffix, more, size) => scene(`06-review${suffix}`, more, reviewed(), size)),
  scene('06-review-means', {}, reviewed(opened('act', false), opened('means'), chosen('not_enough_known'))),
  scene(
    '06-review-means-contrast-dark',
    { preferences: prefs({ contrast: true, theme: 'dark' }) },
    reviewed(opened('act', false), opened('means'), chosen('indicated')),
  ),
  scene(
    '06-review-means-zoom200',
    { preferences: prefs({ zoom: 200 }) },
    reviewed(opened('means'), (page) => page.locator('[data-indicator="forced_criminality"]').scrollIntoViewIfNeeded()),
  ),
  scene(
    '06-review-findings',
    {},
    reviewed(opened('act', false), opened('other'), (page) =>
      page.locator('[data-finding="interview_declined"]').scrollIntoViewIfNeeded(),
    ),
  ),
  scene(
    '06-review-unknown',
    {},
    reviewed((page) => page.getByTestId('review-unknowns').click()),
  ),
  ...[
    ['id', 100],
    ['km', 100],
    ['km', 200],
  ].map(([language, zoom]) =>
    scene(
      `06-review-half-typed-${language}-${zoom}`,
      { preferences: prefs({ language, zoom }), review: { ...collected.review, half_typed: collected.halfTyped } },
      reviewed((page) => page.getByTestId('half-typed').scrollIntoViewIfNeeded()),
      NARROW,
    ),
  ),
  ...['id', 'km'].map((language) =>
    scene(
      `06-review-corrected-${language}`,
      {
        preferences: prefs({ language }),
        review: {
          ...collected.review,
          conclusion: collected.conclusion,
          revisions: [
            {
              number: 1,
              officer: 'Sri W.',
              at: '2026-03-12T11:20:00+07:00',
              doubtful: true,
              reason: '',
              set_aside: false,
            },
            {
              number: 2,
              officer: 'Budi Santoso',
              at: '2026-03-12T14:05:00+07:00',
              doubtful: false,
              reason: 'Paspor dipegang majikan, bukan perekrut.',
              set_aside: false,
            },
          ],
        },
      },
      reviewed(),
      NARROW,
    ),
  ),
  scene('06-review-signed', { review: { ...collected.review, conclusion: collected.conclusion } }, reviewed()),
  scene(
    '06-review-triage',
    { review: { ...collected.review, stage: 'triage', offered: ['indicated', 'not_enough_known', 'not_assessed'] } },
    reviewed(),
  ),

  ...everywhere((suffix, more, size) => scene(`07-send${suffix}`, more, tab('send'), size)),
  scene('07-send-stranger', { outbox: collected.stranger }, tab('send')),
  scene('07-send-compare', { outbox: collected.compared }, tab('send')),
  scene('07-send-compare-1024', { outbox: collected.compared }, tab('send'), NARROW),
  scene('07-send-written', {}, async (page) => {
    await tab('send')(page);
    await page.getByTestId('export').click();
    await page.getByTestId('browser-choose').click();
    await page.getByTestId('written').waitFor();
  }),
  scene('07-send-failed', { fail: ['bundle_export'] }, async (page) => {
    await tab('send')(page);
    await page.getByTestId('export').click();
    await page.getByTestId('browser-choose').click();
    await page.getByRole('alert').waitFor();
  }),
  ...everywhere((suffix, more, size) => scene(`07-send-receipt${suffix}`, more, receiptRead, size)),
  ...everywhere((suffix, more, size) => scene(`07-forms${suffix}`, more, tab('forms'), size)),
  scene('07-forms-refused', {}, refused),
  scene('07-forms-refused-km', { preferences: prefs({ language: 'km' }) }, refused),
  ...['inbox', 'cases', 'insights', 'devices'].flatMap((name, i) =>
    everywhere((suffix, more, size) =>
      scene(`${['08', '09', '10', '08'][i]}-${name}${suffix}`, { desk: people.headquarters, ...more }, tab(name), size),
    ),
  ),
  scene(
    '08-inbox-one-1024',
    { desk: people.headquarters },
    (page) => page.locator('[data-arrival="1"] button').click(),
    NARROW,
  ),
  ...everywhere((suffix, more, size) =>
    scene(`08-inbox-receipt${suffix}`, { desk: people.headquarters, ...more }, receiptWritten, size),
  ),
  scene('08-inbox-damaged', { desk: people.headquarters }, (page) => page.locator('[data-arrival="2"] button').click()),
  scene('08-inbox-empty', { desk: people.headquarters, inbox: { arrivals: [], gaps: [] } }),
  ...everywhere((suffix, more, size) =>
    scene(`09-case${suffix}`, { desk: people.headquarters, ...more }, oneCase, size),
  ),
  scene('10-insights-table', { desk: people.headquarters }, async (page) => {
    await tab('insights')(page);
    await page.getByTestId('table').click();
  }),
  scene('10-insights-unknown', { desk: people.headquarters }, async (page) => {
    await tab('insights')(page);
    await page.locator('[data-chart="country"] button').click();
  }),
  scene('10-insights-empty', { desk: people.headquarters, insights: collected.nothing }, tab('insights')),

  ...everywhere((suffix, more, size) => scene(`11-keys${suffix}`, more, keysAnd(), size)),
  scene('11-keys-km-1024', { preferences: prefs({ language: 'km' }) }, keysAnd(), NARROW),
  scene('11-keys-alone', { slots: collected.alone, outbox: { ...collected.outbox, destination: null } }, keysAnd()),
  ...['passphrase-change', 'officer-add', 'officer-remove', 'recovery-make', 'escrow-make', 'new-key'].flatMap((name) =>
    inShort((suffix, more, size) => scene(`11-keys-${name}${suffix}`, more, keysAnd(name), size)),
  ),
  scene('11-keys-officer-readmit', {}, keysAnd('officer-readmit')),
  scene('11-keys-recovery-remove', {}, keysAnd('recovery-remove')),
  scene('11-keys-escrow-remove', {}, keysAnd('escrow-remove')),
  scene('11-keys-wrong', {}, async (page) => {
    await keysAnd('passphrase-change')(page);
    await page.getByTestId('ask-current').fill('salah');
    await page.getByTestId('ask-passphrase').fill('lampu sungai kemarin daun');
    await page.getByTestId('ask-again').fill('lampu sungai kemarin daun');
    await page.getByTestId('ask-do').click();
    await page.locator('[data-testid="ask-current"][aria-invalid="true"]').waitFor();
  }),
  scene('11-keys-new-key-made', {}, async (page) => {
    await keysAnd('new-key')(page);
    await sent(page);
    await page.getByTestId('new-key-made').waitFor();
  }),
  ...inShort((suffix, more, size) => scene(`11-page${suffix}`, more, paper, size)),
  scene('11-page-ask', {}, async (page) => {
    await paper(page);
    await page.getByTestId('page-print').click();
  }),
  {
    ...scene('11-page-printed', {}, async (page) => {
      await paper(page);
      await page.emulateMedia({ media: 'print' });
    }),
    paper: true,
  },
  ...inShort((suffix, more, size) =>
    scene(
      `11-escrow-open${suffix}`,
      { desk: people.headquarters, slots: collected.alone, ...more },
      escrowOpened,
      size,
    ),
  ),

  ...everywhere((suffix, more, size) => scene(`12-care${suffix}`, more, careAnd(), size)),
  ...['id', 'en', 'km'].map((language) =>
    scene(`12-care-tabs-${language}-1024`, { preferences: prefs({ language }) }, careAnd(), NARROW),
  ),
  ...['id', 'en', 'km'].map((language) =>
    scene(
      `12-care-tabs-headquarters-${language}-1024`,
      { desk: people.headquarters, preferences: prefs({ language }) },
      careAnd(),
      NARROW,
    ),
  ),
  scene('12-care-never-copied', { care: { ...looked.care, last_copy: null } }, careAnd()),
  scene('12-care-choose', {}, careAnd(pressed('care-copy'))),
  scene('12-care-copied', {}, careAnd(pressed('care-copy'), there, shows('care-copied'))),
  scene('12-care-copying', { slow: true }, careAnd(pressed('care-copy'), there, shows('working'))),
  ...inShort((suffix, more, size) =>
    scene(
      `12-care-near-fat${suffix}`,
      { drive: { ...looked.nearFat, same_drive: true }, ...more },
      careAnd(pressed('care-copy'), there, shows('before')),
      size,
    ),
  ),
  scene('12-care-beyond-fat', { drive: looked.beyondFat }, careAnd(pressed('care-copy'), there, shows('before'))),
  scene(
    '12-care-full',
    { drive: { ...looked.drive, full: true, free: 12_000_000 } },
    careAnd(pressed('care-move'), there, shows('before')),
  ),
  scene('12-care-failed', { fail: ['vault_backup'] }, careAnd(pressed('care-copy'), there, shows('care-problem'))),
  ...inShort((suffix, more, size) =>
    scene(`12-care-move${suffix}`, more, careAnd(pressed('care-move'), there, shows('before')), size),
  ),
  scene('12-care-on-stick', { care: looked.onStick }, careAnd()),
  scene(
    '12-care-moved',
    { door: { ...people.door, chosen: '/v/3' } },
    careAnd(pressed('care-move'), there, pressed('before-do'), shows('door')),
  ),
  scene('12-care-not-moved', {
    desk: null,
    door: { ...people.door, chosen: '/v/1', problem: { code: 'copy-differs', params: {} } },
  }),
  scene('12-care-rename', {}, careAnd(pressed('care-rename'))),
  scene(
    '12-care-rename-taken',
    {},
    careAnd(pressed('care-rename'), pressed('name-do'), (page) =>
      page.locator('[data-testid="name-field"][aria-invalid="true"]').waitFor(),
    ),
  ),
  scene('12-care-whole', {}, careAnd(pressed('care-check'), shows('care-report'))),
  ...inShort((suffix, more, size) =>
    scene(
      `12-care-broken${suffix}`,
      { ...damagedCare, ...more },
      careAnd(pressed('care-check'), shows('care-report')),
      size,
    ),
  ),
  scene('12-care-examine', damagedCare, careAnd(pressed('care-check'), pressed('care-examine'))),
  ...inShort((suffix, more, size) => scene(`12-care-closer${suffix}`, { ...damagedCare, ...more }, closely, size)),

  ...inShort((suffix, more, size) => interview(`13-attachments${suffix}`, 'one', more, attachedAnd(), size)),
  interview('13-attachments-dark', 'one', { preferences: prefs({ theme: 'dark' }) }, attachedAnd()),
  interview('13-attachments-none', 'one', { attachments: [] }, attachedAnd()),
  interview(
    '13-attachments-choose',
    'one',
    { folder: looked.folderOfFiles },
    attachedAnd(pressed('attachment-add'), shows('browser-entry')),
  ),
  interview(
    '13-attachments-added',
    'one',
    { folder: looked.folderOfFiles },
    attachedAnd(
      pressed('attachment-add'),
      (page) => page.getByTestId('browser-entry').last().click(),
      async (page) => {
        await page.locator('[data-id="a-new"]').waitFor();
      },
    ),
  ),
  interview(
    '13-attachments-failed',
    'one',
    { fail: ['attachment_add'], folder: looked.folderOfFiles },
    async (page) => {
      await attachedAnd(pressed('attachment-add'))(page);
      await page.getByTestId('browser-entry').last().click();
      await page.getByTestId('attachments-problem').waitFor();
    },
  ),
  ...inShort((suffix, more, size) =>
    interview(
      `13-attachments-picture${suffix}`,
      'one',
      more,
      attachedAnd(pressed('attachment-show'), shows('attachment-picture')),
      size,
    ),
  ),
  interview(
    '13-attachments-damaged',
    'one',
    {},
    attachedAnd(
      (page) => page.locator('[data-id="a-3"] [data-testid="attachment-show"]').click(),
      (page) => page.locator('[data-id="a-3"][data-damaged="true"]').waitFor(),
    ),
  ),
  ...inShort((suffix, more, size) =>
    interview(
      `13-attachments-warning${suffix}`,
      'one',
      more,
      attachedAnd(pressed('attachment-save'), shows('attachment-warning')),
      size,
    ),
  ),
  interview(
    '13-attachments-saved',
    'one',
    {},
    attachedAnd(pressed('attachment-save'), pressed('attachment-save-do'), there, shows('attachments-close')),
  ),
  interview(
    '13-attachments-remove',
    'one',
    {},
    attachedAnd(pressed('attachment-remove'), shows('attachment-remove-do')),
  ),
  ...inShort((suffix, more, size) => interview(`13-file${suffix}`, 'file', more, undefined, size)),
  interview('13-file-person', 'file', {}, press('F8')),
];
