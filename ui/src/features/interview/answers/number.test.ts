import { describe, expect, it } from 'vitest';
import { decimal, scale, whole } from './number';

describe('a number that is typed', () => {
  it('is whole when it has digits alone', () => {
    expect(whole(' 250 ')).toBe('250');
    expect(whole('2.5')).toBeUndefined();
    expect(whole('dua')).toBeUndefined();
  });

  it('is not guessed at when a separator could mean a thousand', () => {
    expect(whole('1.250')).toBeUndefined();
    expect(decimal('1.250')).toBeUndefined();
    expect(decimal('1,250')).toBeUndefined();
    expect(decimal('0,125')).toBe('0.125');
  });

  it('may have a comma, and may still be on its way', () => {
    expect(decimal('12,5')).toBe('12.5');
    expect(decimal('12,')).toBe('12');
    expect(decimal('-')).toBeUndefined();
  });
});

describe('a range', () => {
  it('is a row of buttons while there are few steps', () => {
    expect(scale(['0', '2', '0.5'])).toEqual(['0.0', '0.5', '1.0', '1.5', '2.0']);
    expect(scale(['1', '3', '1'])).toEqual(['1', '2', '3']);
    expect(scale(['0', '100', '1'])).toBeUndefined();
  });
});
