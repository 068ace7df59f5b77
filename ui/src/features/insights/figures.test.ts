import { expect, test } from 'vitest';
import { kindsOf, largest, months, ticks, unknownOf, type Counts } from './figures';

const counts = (more: Partial<Counts> = {}): Counts => ({
  rows: [],
  not_asked: 0,
  unknown: 0,
  declined: 0,
  not_applicable: 0,
  total: 0,
  ...more,
});

test('every kind of unknown is counted, and what does not apply is not among them', () => {
  expect(
    unknownOf(counts({ not_asked: 1, unknown: 2, declined: 3, withheld: 4, not_in_form: 5, not_applicable: 9 })),
  ).toBe(15);
});

test('the three kinds a person can give are shown even at zero, the others only when there are any', () => {
  expect(kindsOf(counts())).toEqual(['not_asked', 'unknown', 'declined']);
  expect(kindsOf(counts({ withheld: 1 }))).toEqual(['not_asked', 'unknown', 'declined', 'withheld']);
});

test('the unknown may be the longest bar', () => {
  expect(largest(counts({ rows: [{ key: 'kh', label: '', count: 3 }], declined: 7 }))).toBe(7);
  expect(largest(counts())).toBe(1);
});

test('a month without interviews is a zero, not a gap', () => {
  const rows = ['2025-11', '2026-02'].map((key) => ({ key, label: key, count: 2 }));
  expect(months(counts({ rows })).map((m) => [m.key, m.count])).toEqual([
    ['2025-11', 2],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 2],
  ]);
});

test('an axis begins at zero and covers the largest figure', () => {
  expect(ticks(1339)).toEqual([0, 500, 1000, 1500]);
  expect(ticks(1)).toEqual([0, 1]);
  for (const top of [3, 7, 11, 99, 420, 4700]) expect(ticks(top).at(-1)).toBeGreaterThanOrEqual(top);
});
