import { describe, expect, it } from 'vitest';
import type { CareDrive } from '../../host/commands';
import { asksFirst, obstacle, warnings } from './drive';

const drive = (some: Partial<CareDrive> = {}): CareDrive => ({
  folder: '/media/KEMLU-02',
  bytes: 66_000_000,
  free: 16_000_000_000,
  full: false,
  too_large: false,
  near_largest: false,
  same_drive: false,
  ...some,
});

describe('before a copy', () => {
  it('goes at once to a drive about which there is nothing to say', () => {
    expect(asksFirst(drive(), 'copy')).toBe(false);
  });
  it('is asked about on a FAT drive that the vault has nearly outgrown', () => {
    expect(warnings(drive({ near_largest: true }), 'copy')).toEqual(['near-largest']);
    expect(asksFirst(drive({ near_largest: true }), 'copy')).toBe(true);
  });
  it('is asked about on the drive of the vault itself', () => {
    expect(warnings(drive({ same_drive: true }), 'copy')).toEqual(['same-drive']);
    expect(warnings(drive({ same_drive: true }), 'move')).toEqual([]);
  });
  it('does not go where it cannot, and says the reason that more room would not change', () => {
    expect(obstacle(drive({ too_large: true, near_largest: true, full: true }))).toBe('too-large');
    expect(warnings(drive({ too_large: true, near_largest: true }), 'copy')).toEqual([]);
    expect(obstacle(drive({ full: true }))).toBe('full');
    expect(obstacle(drive())).toBe(null);
  });
});

describe('before a move', () => {
  it('is always asked about', () => {
    expect(asksFirst(drive(), 'move')).toBe(true);
  });
});
