import { expect, test } from 'vitest';
import { FIRST, PAGE, newer, older, readPage } from './paging';

const row = (id: number) => ({ id: String(id) });

/** So many interviews, some of them erased: the host leaves those out of its page after it was cut. */
const host = (count: number, erased: (id: number) => boolean = () => false) => {
  const all = Array.from({ length: count }, (_, i) => count - i);
  return (before: string | null) => {
    const left = all.filter((id) => before === null || id < Number(before)).slice(0, PAGE);
    return Promise.resolve(left.filter((id) => !erased(id)).map(row));
  };
};

test('every interview comes once, newest first, to the last', async () => {
  const seen: number[] = [];
  let trail = [FIRST];
  for (;;) {
    const page = await readPage(host(237), trail.at(-1)?.before ?? null);
    seen.push(...page.rows.map((r) => Number(r.id)));
    if (!page.older) break;
    trail = older(trail, page.rows);
    expect(trail.at(-1)?.skipped).toBe(seen.length);
  }
  expect(seen).toEqual(Array.from({ length: 237 }, (_, i) => 237 - i));
});

test('a page from which erased ones are missing is not taken for the last', async () => {
  const ask = host(120, (id) => id % 2 === 0);
  const first = await readPage(ask, null);
  expect(first.rows.length).toBeGreaterThanOrEqual(PAGE);
  expect((await readPage(ask, first.rows.at(-1)?.id ?? null)).older).toBe(false);
});

test('only one page is read of a hundred thousand', async () => {
  let asked = 0;
  const ask = host(100_000);
  const { rows } = await readPage((before) => ((asked += 1), ask(before)), null);
  expect([asked, rows.length]).toEqual([1, PAGE]);
});

test('one goes back the way one came, and not before the first', () => {
  const second = older([FIRST], [row(9), row(8)]);
  expect(second).toEqual([FIRST, { before: '8', skipped: 2 }]);
  expect(newer(second)).toEqual([FIRST]);
  expect(newer([FIRST])).toEqual([FIRST]);
});
