// What can be done with the slots, each asked once more with the officer's passphrase.

import type { OfficerSlot } from '../../host/commands';

export type Change =
  | { what: 'passphrase' }
  | { what: 'add' }
  | { what: 'readmit'; officer: OfficerSlot }
  | { what: 'remove'; officer: OfficerSlot }
  | { what: 'page' }
  | { what: 'page-remove' }
  | { what: 'escrow' }
  | { what: 'escrow-remove' }
  | { what: 'new-key' };

/** A part of the page. */
export type Part = 'officers' | 'page' | 'escrow' | 'key';

/** Where a change is asked for. */
export function partOf(change: Change): Part {
  switch (change.what) {
    case 'page':
    case 'page-remove':
      return 'page';
    case 'escrow':
    case 'escrow-remove':
      return 'escrow';
    case 'new-key':
      return 'key';
    default:
      return 'officers';
  }
}

/** Why this officer cannot be removed, said before anybody tries. */
export type Staying = 'last' | 'own' | null;

/** The last passphrase cannot be taken away; and who is at work does not remove themselves, a colleague does. */
export function staying(officer: OfficerSlot, all: readonly OfficerSlot[]): Staying {
  if (all.filter((one) => one.admitted).length < 2) return 'last';
  return officer.at_work ? 'own' : null;
}
