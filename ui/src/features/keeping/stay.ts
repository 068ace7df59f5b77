// How long interviews may be set to stay, and what is typed to be sure.

/** Days that are offered; the usual one is the policy's own. */
export const DAYS = [0, 7, 14, 30, 90, 180] as const;
export const USUAL = 30;

/** What a choice stands for: so many days, or none for until somebody erases it. */
export function daysOf(choice: string): number | null {
  return choice === 'keep' ? null : Number(choice);
}

export function choiceOf(days: number | null): string {
  return days === null ? 'keep' : String(days);
}

/** The days to choose from, with what holds now among them. */
export function offered(now: number | null): number[] {
  const days: number[] = [...DAYS];
  if (now !== null && !days.includes(now)) days.push(now);
  return days.sort((a, b) => a - b);
}

/** The number was typed as it stands on the slip; spaces around it and capitals do not count. */
export function isSure(typed: string, slip: string): boolean {
  const plain = (text: string) => text.trim().normalize('NFC').toLowerCase();
  return plain(typed) !== '' && plain(typed) === plain(slip);
}
