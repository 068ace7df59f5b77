// How one person stands, for grain, list and screen reader alike.

import type { IconName } from '../../components/icons';
import type { PersonRow } from '../../host/commands';
import { m } from '../../messages';

export type Standing = 'help' | 'unknown' | 'finished' | 'triaged' | 'started';

/** An open need comes before everything; then what is not known, so that it is never drawn as done. */
export function standing(person: PersonRow): Standing {
  if (person.needs_help) return 'help';
  if (person.not_enough_known) return 'unknown';
  return person.state === 'exported' ? 'finished' : person.state;
}

export const ICON: Record<Standing, IconName | null> = {
  help: 'life-buoy',
  unknown: null,
  finished: 'check',
  triaged: 'check',
  started: 'clock',
};

export const WORD: Record<Standing, () => string> = {
  help: m.home_state_help,
  unknown: m.home_state_unknown,
  finished: m.home_state_finished,
  triaged: m.home_state_triaged,
  started: m.home_state_started,
};

export const STANDINGS: Standing[] = ['help', 'triaged', 'finished', 'unknown', 'started'];

/** Finished ones are read, open ones go on. */
export function isFinished(person: PersonRow): boolean {
  return person.state === 'finished' || person.state === 'exported';
}

/** The state alone, for the table; a need and what is unknown stand beside it. */
export function stateWord(person: PersonRow): string {
  return person.state === 'exported' ? m.home_state_exported() : WORD[person.state]();
}

/** `Khmer (km)` as people say it: Khmer. */
export function languageName(name: string): string {
  return name.replace(/ \([a-z-]+\)$/i, '');
}
