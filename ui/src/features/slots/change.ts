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

/** Where on the page something was done: in the row of an officer, or in a part. */
export type Place = { officer: string } | { part: 'officers' | 'page' | 'escrow' | 'key' };

export function placeOf(change: Change, officers: readonly OfficerSlot[]): Place {
  switch (change.what) {
    case 'readmit':
    case 'remove':
      return { officer: change.officer.id };
    case 'passphrase':
      return { officer: officers.find((one) => one.at_work)?.id ?? '' };
    case 'add':
      return { part: 'officers' };
    case 'page':
    case 'page-remove':
      return { part: 'page' };
    case 'escrow':
    case 'escrow-remove':
      return { part: 'escrow' };
    case 'new-key':
      return { part: 'key' };
  }
}

/** Why this officer cannot be removed, said before anybody tries. */
export type Staying = 'last' | 'own' | null;

/** The last passphrase cannot be taken away; and who is at work does not remove themselves, a colleague does. */
export function staying(officer: OfficerSlot, all: readonly OfficerSlot[]): Staying {
  if (all.filter((one) => one.admitted).length < 2) return 'last';
  return officer.at_work ? 'own' : null;
}
