// Counts made ready to be drawn: shares of a stated total, the unknown in one row with its three kinds beside it.

import type { Counts as Given } from '../../host/commands';

/** The kinds of unknown, told apart, in the order in which they are shown. */
export const KINDS = ['not_asked', 'unknown', 'declined', 'withheld', 'not_in_form'] as const;
export type UnknownKind = (typeof KINDS)[number];

/** Counts in which a kind that cannot occur may be left out. */
export type Counts = Omit<Given, UnknownKind> & Partial<Record<UnknownKind, number>>;

/** One kind of unknown, 0 included. */
export function kindOf(counts: Counts, kind: UnknownKind): number {
  return counts[kind] ?? 0;
}

/** Kinds to show: the three that a person can give always, the others when there are any. */
export function kindsOf(counts: Counts): UnknownKind[] {
  return KINDS.filter((kind, i) => i < 3 || kindOf(counts, kind) > 0);
}

/** All unknown answers of a count. The question not applying is known, and is not among them. */
export function unknownOf(counts: Counts): number {
  return KINDS.reduce((sum, kind) => sum + kindOf(counts, kind), 0);
}

/** The largest single figure, the unknown included; 1 when all are zero, so that widths stay finite. */
export function largest(counts: Counts): number {
  return Math.max(1, unknownOf(counts), counts.not_applicable, ...counts.rows.map((row) => row.count));
}

/** Width of a mark as a share of the largest one. */
export function width(count: number, of: number): string {
  return `${((count / of) * 100).toFixed(3)}%`;
}

/** Round steps for an axis from 0 that covers `top`, at most four above zero. */
export function ticks(top: number): number[] {
  const wanted = Math.max(1, top);
  const magnitude = 10 ** Math.floor(Math.log10(wanted / 4 || 1));
  const step = [1, 2, 5, 10].map((n) => n * Math.max(1, magnitude)).find((n) => n * 4 >= wanted) ?? wanted;
  return Array.from({ length: Math.ceil(wanted / step) + 1 }, (_, i) => i * step);
}

/** Every month from the first to the last that has a count, so that a month without any interview is seen as zero. */
export function months(counts: Counts): { key: string; count: number }[] {
  const found = new Map(counts.rows.map((row) => [row.key, row.count]));
  const keys = counts.rows
    .map((row) => row.key)
    .filter((key) => /^\d{4}-\d{2}$/.test(key))
    .sort();
  const last = keys.at(-1);
  const out: { key: string; count: number }[] = [];
  for (let key = keys[0]; key !== undefined && last !== undefined && key <= last; key = after(key)) {
    out.push({ key, count: found.get(key) ?? 0 });
  }
  return out;
}

function after(key: string): string {
  const [year, month] = key.split('-').map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}
