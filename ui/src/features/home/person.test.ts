import { expect, test } from 'vitest';
import type { PersonRow } from '../../host/commands';
import { standing } from './person';

const person = (some: Partial<PersonRow>): PersonRow => ({
  id: '1',
  slip: '17',
  state: 'started',
  held_by: null,
  correcting: false,
  needs_help: null,
  needs_help_at: null,
  not_enough_known: false,
  section: null,
  answered: 0,
  unknown: 0,
  total: 0,
  updated: '2026-03-12T14:22:00+07:00',
  person_language: 'Khmer (km)',
  ...some,
});

test('an open need is shown before anything else, also when the interview is finished', () => {
  expect(standing(person({ state: 'finished', needs_help: 'danger', not_enough_known: true }))).toBe('help');
});

test('a finished interview in which too little is known is never drawn as done', () => {
  expect(standing(person({ state: 'exported', not_enough_known: true }))).toBe('unknown');
});
