import { expect, test } from 'vitest';
import type { Arrival } from '../../host/commands';
import { setLanguage } from '../../messages';
import { brief, mark, meaning, sender, waits } from './arrival';

const arrival = (more: Partial<Arrival>): Arrival => ({
  id: '1',
  state: 'imported',
  reason: null,
  station: 'Pos A-07',
  name: 'Sri W.',
  signer: 'RWQ',
  fingerprint: [],
  sequence: 31,
  interviews: 9,
  withdrawals: 0,
  file: 'x.saring',
  at: '2026-03-12T10:28:00Z',
  ...more,
});

test('what could not be read is not given a sender', () => {
  setLanguage('id');
  expect(sender(arrival({}))).toBe('Pos A-07 · paket 031');
  expect(sender(arrival({ station: null, sequence: null }))).toBe('Pengirim tidak terbaca');
});

test('sealed for somebody else is told apart from damaged', () => {
  expect(mark(arrival({ state: 'refused', reason: 'wrong-recipient' })).icon).toBe('lock');
  expect(mark(arrival({ state: 'refused', reason: 'cut-off' })).icon).toBe('file-x-2');
});

test('a row says the first sentence, the detail all of them, in every language', () => {
  const refused = arrival({ state: 'refused', reason: 'cut-off' });
  for (const locale of ['id', 'en', 'km'] as const) {
    setLanguage(locale);
    expect(meaning(refused).startsWith(brief(refused))).toBe(true);
    expect(brief(refused).length).toBeLessThan(meaning(refused).length);
  }
  setLanguage('id');
});

test('quarantined and refused wait for a person, until the same number came whole', () => {
  const refused = arrival({ state: 'refused' });
  expect(waits(arrival({ state: 'quarantined' }), [])).toBe(true);
  expect(waits(refused, [refused, arrival({ sequence: 32 })])).toBe(true);
  expect(waits(refused, [refused, arrival({ sequence: 31 })])).toBe(false);
  expect(waits(arrival({ state: 'repeated' }), [])).toBe(false);
});
