import { expect, test } from 'vitest';
import type { DimensionView } from '../../host/commands';
import { ruleWords } from './rule';

const dimension = (more: Partial<DimensionView>): DimensionView => ({
  name: 'coercion_destination',
  label: '',
  state: 'unknown',
  holds: [0, 0, 0],
  open: [0, 0, 0],
  verified: 'V',
  indicators: [],
  ...more,
});

test('counts stay apart by strength; nothing is added up across them', () => {
  expect(ruleWords(dimension({ state: 'true', holds: [2, 0, 1] })).held).toEqual([
    { strength: 'strong', count: 2 },
    { strength: 'weak', count: 1 },
  ]);
});

test('a rule that cannot be told yet is open, never not met', () => {
  expect(ruleWords(dimension({ state: 'unknown', open: [1, 2, 0] }))).toMatchObject({ outcome: 'open', open: 3 });
  expect(ruleWords(dimension({ state: 'false' })).outcome).toBe('not_met');
});

test('indicators without a dimension stand outside every rule', () => {
  expect(ruleWords(dimension({ name: '', state: 'true' })).outcome).toBe('none');
});

test('the doubt about a rule is carried, and a form’s own threshold is not called ILO’s', () => {
  expect(ruleWords(dimension({ verified: 'S' }))).toMatchObject({ ilo: true, doubt: 'second' });
  expect(ruleWords(dimension({ verified: 'B' }))).toMatchObject({ ilo: false, doubt: 'own' });
  expect(ruleWords(dimension({ name: 'of_our_own' })).ilo).toBe(false);
});
