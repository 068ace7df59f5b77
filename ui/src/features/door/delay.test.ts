import { expect, test } from 'vitest';
import { delayAfter } from './delay';

test('the first two slips cost nothing, then the wait doubles up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 20].map(delayAfter)).toEqual([0, 0, 2, 4, 8, 16, 30, 30]);
});
