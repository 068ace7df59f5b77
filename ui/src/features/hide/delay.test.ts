import { expect, it } from 'vitest';
import { wait } from './delay';

it('a slip or two costs nothing; guessing gets slower and never locks for good', () => {
  expect([0, 1, 2, 3, 4, 5].map(wait)).toEqual([0, 0, 0, 1000, 2000, 4000]);
  expect(wait(60)).toBe(30_000);
});
