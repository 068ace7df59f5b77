// Which number key stands for which choice, and what choosing does to the value. Pure.

import type { Choice } from '../../host/commands';

/** Enough choices that typing letters finds one sooner than reading them. */
const LONG = 7;

/** What a list of choices consists of: those that say something, and those that leave the answer unknown. */
export interface Parts {
  known: Choice[];
  unknown: Choice[];
}

/** In a consent question "no" is an answer like "yes", whatever it leaves unknown. */
export function parts(choices: Choice[], consent: boolean): Parts {
  const plain = (choice: Choice) => choice.unknown === null || (consent && choice.unknown === 'declined');
  return { known: choices.filter(plain), unknown: choices.filter((choice) => !plain(choice)) };
}

/** Whether the list is long enough for type-ahead; number keys do nothing there. */
export function isLong({ known, unknown }: Parts): boolean {
  return known.length > (unknown.length === 0 ? 9 : LONG);
}

/** Name of each choice to its key. 8 and 9 are kept for the unknown ones; a third one takes 7 when it is free. */
export function choiceKeys(list: Parts): Map<string, string> {
  const keys = new Map<string, string>();
  if (isLong(list)) return keys;
  list.known.forEach((choice, i) => keys.set(choice.name, String(i + 1)));
  const { unknown } = list;
  const first =
    unknown.length === 1 && unknown[0]?.unknown === 'declined' ? 9 : Math.max(8 - Math.max(unknown.length - 2, 0), 1);
  unknown.forEach((choice, i) => {
    const key = first + i;
    if (key <= 9 && key > list.known.length) keys.set(choice.name, String(key));
  });
  return keys;
}

/** The choice for a pressed key. */
export function choiceFor(keys: Map<string, string>, key: string): string | undefined {
  for (const [name, digit] of keys) if (digit === key) return name;
  return undefined;
}

/** "None of these", by the name that forms give it. */
export function isNone(choice: Choice): boolean {
  return /^(none|nothing|none_of_these|none_of_the_above|tidak_ada)$/u.test(choice.name);
}

export function chosen(value: string): string[] {
  return value.split(/\s+/u).filter((name) => name !== '');
}

/** The value after a choice was taken or taken back. What excludes the others clears them and is cleared by them. */
export function toggled(value: string, name: string, choices: Choice[]): string {
  const now = chosen(value);
  if (now.includes(name)) return now.filter((n) => n !== name).join(' ');
  const alone = (n: string) => choices.some((c) => c.name === n && (c.unknown !== null || isNone(c)));
  if (alone(name)) return name;
  const kept = [...now.filter((n) => !alone(n)), name];
  const order = choices.map((c) => c.name);
  return kept.sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(' ');
}

/** Choices whose words begin with what was typed, in either language; accents and word breaks of Khmer do not matter. */
export function matching(choices: Choice[], typed: string): Choice[] {
  const wanted = plain(typed);
  if (wanted === '') return choices;
  const begins = (text: string) => {
    const words = plain(text);
    return words.startsWith(wanted) || words.includes(` ${wanted}`);
  };
  const hits = choices.filter((c) => begins(c.label.officer) || begins(c.label.person));
  if (hits.length > 0) return hits;
  return choices.filter((c) => plain(c.label.officer).includes(wanted) || plain(c.label.person).includes(wanted));
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.charAt(0))
    .replaceAll('\u200b', '')
    .trim()
    .toLowerCase();
}
