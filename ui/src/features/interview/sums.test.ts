import { expect, it } from 'vitest';
import type { Grain } from '../../host/commands';
import { listOf, placeOf, sums } from './sums';

it('an interview is the sum of its sections, the unknown apart from the answered', () => {
  const section = (grains: Grain[]) => ({
    reference: '/data/s',
    label: '',
    grains,
    done: 0,
    unknown: 0,
    current: false,
  });
  expect(sums([section(['answered', 'unknown']), section(['open', 'answered'])])).toEqual({
    answered: 2,
    unknown: 1,
    open: 1,
    total: 4,
  });
});

it('an entry knows its list and its place in it', () => {
  expect(listOf('/data/journey/places[12]')).toBe('/data/journey/places');
  expect(placeOf('/data/journey/places[12]')).toBe(12);
  expect(listOf('/data/a[1]/b[3]')).toBe('/data/a[1]/b');
});
