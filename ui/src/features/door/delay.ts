// How long the door waits after a wrong passphrase. A brake for hands; what really slows guessing is the key derivation.

const LONGEST = 30;

/** Seconds to wait after this many wrong passphrases in a row: none after the first two, then 2, 4, 8 ... up to 30. */
export function delayAfter(wrong: number): number {
  return wrong < 3 ? 0 : Math.min(LONGEST, 2 ** (wrong - 2));
}
