import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Latest } from './latest';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const failed = () => expect.unreachable();

test('asks once the typing rests, and only the last question', async () => {
  const asked: string[] = [];
  const latest = new Latest();
  for (const word of ['s', 'si', 'sit'])
    latest.ask(
      () => {
        asked.push(word);
        return Promise.resolve(word);
      },
      250,
      () => undefined,
      failed,
    );
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual(['sit']);
});

test('a slow answer does not cover a newer one', async () => {
  const shown: string[] = [];
  const latest = new Latest();
  const after = (ms: number, word: string) => () =>
    new Promise<string>((resolve) => setTimeout(() => resolve(word), ms));
  latest.ask(after(5000, 'slow'), 0, (word) => shown.push(word), failed);
  await vi.advanceTimersByTimeAsync(10);
  latest.ask(after(10, 'new'), 0, (word) => shown.push(word), failed);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(shown).toEqual(['new']);
});

test('after the field was emptied no answer and no failure comes any more', async () => {
  const latest = new Latest();
  const seen = vi.fn();
  latest.ask(() => Promise.reject(new Error('locked')), 0, seen, seen);
  latest.drop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).not.toHaveBeenCalled();
});
