// The list in pages, newest first: where each page begins is remembered, so that one can go back. Never more than a page or
// two is on the screen, however many interviews there are.

/** So many the host answers at once. */
export const PAGE = 50;

/** A page that was turned to: what it is older than, and how many stand before it. */
export interface Place {
  before: string | null;
  skipped: number;
}

export const FIRST: Place = { before: null, skipped: 0 };

export interface Page<Row> {
  rows: Row[];
  /** There are older ones. */
  older: boolean;
}

/** Reads a page. One that comes short (what was erased is left out of it) is filled, and only an empty one is the end. */
export async function readPage<Row extends { id: string }>(
  ask: (before: string | null) => Promise<Row[]>,
  before: string | null,
): Promise<Page<Row>> {
  const rows: Row[] = [];
  for (let from = before; ; from = rows[rows.length - 1]?.id ?? null) {
    const some = await ask(from);
    rows.push(...some);
    if (some.length === 0) return { rows, older: false };
    if (rows.length >= PAGE) return { rows, older: true };
  }
}

/** The page after this one. */
export function older(trail: Place[], rows: { id: string }[]): Place[] {
  const here = trail[trail.length - 1] ?? FIRST;
  const last = rows[rows.length - 1];
  return last ? [...trail, { before: last.id, skipped: here.skipped + rows.length }] : trail;
}

/** The page before this one. */
export function newer(trail: Place[]): Place[] {
  return trail.length > 1 ? trail.slice(0, -1) : trail;
}
