// How long the neutral screen takes before it looks at what was typed.

/** Milliseconds after this many wrong ones: none at first, then more each time, at most half a minute. */
export function wait(wrong: number): number {
  return wrong < 3 ? 0 : Math.min(1000 * 2 ** (wrong - 3), 30_000);
}
