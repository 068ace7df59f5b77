// An arrival in words: its state, what it means in one line, and the icon that goes with it.

import type { Arrival } from '../../host/commands';
import type { IconName } from '../../components/icons';
import { codeSentence, m } from '../../messages';

/** How the state is drawn: kind of tag, icon, word. */
export interface StateMark {
  kind: 'problem' | 'saved' | 'waiting';
  icon: IconName;
  word: string;
}

/** Sealed for somebody else is another thing than damaged, though both were refused. */
const NOT_FOR_US = new Set(['wrong-recipient', 'not-sealed', 'training-mismatch', 'newer-format', 'unknown-kind']);
const DAMAGED = new Set([
  'cut-off',
  'damaged',
  'digest-mismatch',
  'size-mismatch',
  'missing-entry',
  'unexpected-entry',
  'trailing-data',
  'bad-tag-file',
]);

export function mark(arrival: Arrival): StateMark {
  switch (arrival.state) {
    case 'imported':
      return { kind: 'saved', icon: 'circle-check', word: m.inbox_imported() };
    case 'quarantined':
      return { kind: 'problem', icon: 'shield-question-mark', word: m.inbox_quarantined() };
    case 'repeated':
      return { kind: 'waiting', icon: 'equal', word: m.inbox_repeated() };
    case 'refused':
      if (NOT_FOR_US.has(arrival.reason ?? '')) {
        return { kind: 'problem', icon: 'lock', word: m.inbox_refused_sealed() };
      }
      if (DAMAGED.has(arrival.reason ?? '')) {
        return { kind: 'problem', icon: 'file-x-2', word: m.inbox_refused_damaged() };
      }
      return { kind: 'problem', icon: 'file-x-2', word: m.inbox_refused() };
  }
}

/** Who it is from; a bundle that could not be read is known by its file alone. */
export function sender(arrival: Arrival): string {
  if (arrival.station === null) return m.inbox_unknown_sender();
  if (arrival.sequence === null) return arrival.station;
  return m.inbox_sender({ station: arrival.station, number: String(arrival.sequence).padStart(3, '0') });
}

/** What it means, in one line. */
export function meaning(arrival: Arrival): string {
  switch (arrival.state) {
    case 'imported':
      return m.inbox_imported_line();
    case 'quarantined':
      return m.inbox_quarantined_line();
    case 'repeated':
      return m.inbox_repeated_line();
    case 'refused':
      return reason(arrival);
  }
}

/** The first sentence of what it means, for a row. */
export function brief(arrival: Arrival): string {
  return /^.*?[.។](?=\s|$)/s.exec(meaning(arrival))?.[0] ?? meaning(arrival);
}

/** Why it was refused: what happened, what is safe, what to do. */
function reason(arrival: Arrival): string {
  return codeSentence(arrival.reason ?? 'io', {});
}

/** Whether somebody has to do something: compare a key, or ask for a bundle again that has not come whole since. */
export function waits(arrival: Arrival, all: Arrival[]): boolean {
  if (arrival.state === 'quarantined') return true;
  if (arrival.state !== 'refused') return false;
  const { station, sequence } = arrival;
  return !all.some(
    (a) => a.state === 'imported' && a.station === station && a.sequence === sequence && sequence !== null,
  );
}
