import { expect, test } from 'vitest';
import type { OfficerSlot } from '../../host/commands';
import { staying } from './change';

const officer = (some: Partial<OfficerSlot>): OfficerSlot => ({
  id: '1',
  name: 'Sri W.',
  fingerprint: [],
  admitted: true,
  made: '2026-03-01',
  at_work: false,
  ...some,
});

test('the only officer with a passphrase is the last, also beside one who was removed', () => {
  const sri = officer({ at_work: true });
  expect(staying(sri, [sri])).toBe('last');
  expect(staying(sri, [sri, officer({ id: '2', admitted: false })])).toBe('last');
});

test('a colleague can be removed, who is at work by a colleague alone', () => {
  const sri = officer({ at_work: true });
  const dewi = officer({ id: '2' });
  expect(staying(dewi, [sri, dewi])).toBe(null);
  expect(staying(sri, [sri, dewi])).toBe('own');
});
