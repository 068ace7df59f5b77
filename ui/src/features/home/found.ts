// In what a search found something: the number the person wears, an answer, a note, or the note of a need.

export type FoundIn = 'slip' | 'answer' | 'note' | 'need';

const ORDER: FoundIn[] = ['slip', 'answer', 'note', 'need'];

/** Notes and needs are named as such by the host; every other key is the question that was answered. */
export function foundIn(key: string): FoundIn {
  if (key === 'slip') return 'slip';
  if (key.startsWith('note:')) return 'note';
  return key.startsWith('need:') ? 'need' : 'answer';
}

/** How many were found in what, without what has none. */
export function tally(keys: string[]): { where: FoundIn; count: number }[] {
  return ORDER.map((where) => ({ where, count: keys.filter((key) => foundIn(key) === where).length })).filter(
    ({ count }) => count > 0,
  );
}
