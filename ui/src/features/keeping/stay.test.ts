import { expect, test } from 'vitest';
import { choiceOf, daysOf, isSure, offered } from './stay';

test('what holds now can be kept, also when it is not among the usual ones', () => {
  expect(offered(45)).toEqual([0, 7, 14, 30, 45, 90, 180]);
  expect(offered(30)).toEqual([0, 7, 14, 30, 90, 180]);
  expect(offered(null)).toEqual([0, 7, 14, 30, 90, 180]);
});

test('until somebody erases it is none, and not nought days', () => {
  for (const days of [null, 0, 30]) expect(daysOf(choiceOf(days))).toBe(days);
  expect(choiceOf(null)).not.toBe(choiceOf(0));
});

test('only the number of this very person confirms', () => {
  expect(isSure(' 17 ', '17')).toBe(true);
  expect(isSure('a-3', 'A-3')).toBe(true);
  for (const typed of ['', ' ', '1', '71', '170']) expect([typed, isSure(typed, '17')]).toEqual([typed, false]);
  expect(isSure('', '')).toBe(false);
});
