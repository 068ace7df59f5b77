import { expect, it } from 'vitest';
import { doubled } from './twice';

it('two presses of Esc within 600 ms count, a slow pair and a held key do not', () => {
  const second = doubled();
  const at = (timeStamp: number, repeat = false) => second({ timeStamp, repeat });
  expect([at(0), at(1000), at(1400)]).toEqual([false, false, true]);
  expect([at(1500), at(1900)]).toEqual([false, true]);
  expect([at(5000), at(5030, true), at(5060, true)]).toEqual([false, false, false]);
});
