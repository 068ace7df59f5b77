import { describe, expect, it } from 'vitest';
import { setLanguage } from '../messages';
import { size } from './size';

describe('the size of a file', () => {
  it('is told in the unit that fits, with the decimals of the language', () => {
    setLanguage('id');
    expect([size(1), size(340_400), size(2_149_000), size(66_000_000), size(3_800_000_000)]).toEqual([
      '1 kB',
      '340 kB',
      '2,1 MB',
      '66 MB',
      '3,8 GB',
    ]);
    setLanguage('en');
    expect(size(2_149_000)).toBe('2.1 MB');
  });
});
