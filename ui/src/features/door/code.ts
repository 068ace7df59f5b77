// The code of a recovery page or an escrow: eight groups of six digits, each divisible by eleven.

export const GROUPS = 8;
export const DIGITS = 6;
const CHECK = 11;
/** Eleven times the largest number of sixteen bits. */
const LARGEST = CHECK * 0xffff;

export type GroupState = 'short' | 'right' | 'wrong';

/** Digits of Latin or Khmer script; all else goes. */
export function digitsOf(text: string): string {
  return [...text.normalize('NFKC')]
    .map((c) => (c >= '០' && c <= '៩' ? String(c.charCodeAt(0) - 0x17e0) : c))
    .filter((c) => c >= '0' && c <= '9')
    .join('');
}

/** A slip of one digit, or of two neighbours, shows in its group as soon as the group is full. */
export function groupState(group: string): GroupState {
  if (group.length < DIGITS) return 'short';
  return group.length === DIGITS && Number(group) % CHECK === 0 && Number(group) <= LARGEST ? 'right' : 'wrong';
}

/** What was typed or pasted into a group: what is more than six digits goes on into the groups behind it. Answers the
 * groups and the one where typing goes on. */
export function spread(groups: readonly string[], at: number, typed: string): { groups: string[]; at: number } {
  const next = [...groups];
  let rest = digitsOf(typed);
  let place = at;
  next[place] = rest.slice(0, DIGITS);
  rest = rest.slice(DIGITS);
  while (rest !== '' && place < GROUPS - 1) {
    place += 1;
    next[place] = rest.slice(0, DIGITS);
    rest = rest.slice(DIGITS);
  }
  return { groups: next, at: place };
}
