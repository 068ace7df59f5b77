import { expect, test } from 'vitest';
import { foundIn, tally } from './found';

test('a key says in what something was found', () => {
  expect(['slip', '/data/person/name', 'note:/data/person/name', 'need:0'].map(foundIn)).toEqual([
    'slip',
    'answer',
    'note',
    'need',
  ]);
});

test('a question that is called like a note is an answer', () => {
  expect(foundIn('/data/note')).toBe('answer');
});

test('what was found is counted by where it stood', () => {
  expect(tally(['note:/data/a', '/data/b', '/data/c'])).toEqual([
    { where: 'answer', count: 2 },
    { where: 'note', count: 1 },
  ]);
});
