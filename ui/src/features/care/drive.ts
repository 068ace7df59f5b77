// What a drive means for a copy: what keeps it from going there, and what to know before it does. Pure.

import type { CareDrive } from '../../host/commands';

export type Obstacle = 'too-large' | 'full';
export type Warning = 'near-largest' | 'same-drive';

/** Why nothing can be written there; the drive's own bound comes first, because room does not help there. */
export function obstacle(drive: CareDrive): Obstacle | null {
  if (drive.too_large) return 'too-large';
  return drive.full ? 'full' : null;
}

/** What is said before anything is written. A copy on the vault's own drive is none when that drive is lost. */
export function warnings(drive: CareDrive, what: 'copy' | 'move'): Warning[] {
  const said: Warning[] = [];
  if (drive.near_largest && !drive.too_large) said.push('near-largest');
  if (drive.same_drive && what === 'copy') said.push('same-drive');
  return said;
}

/** Whether the officer is asked first. A move always asks: it ends with the vault locked. */
export function asksFirst(drive: CareDrive, what: 'copy' | 'move'): boolean {
  return what === 'move' || obstacle(drive) !== null || warnings(drive, what).length > 0;
}
