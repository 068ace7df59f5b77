import { describe, expect, it } from 'vitest';
import { doubleEscape } from './hiding';

const key = (name: string, timeStamp: number, repeat = false) => ({ key: name, timeStamp, repeat }) as KeyboardEvent;

describe('Esc Esc', () => {
  it('hides when the second follows within 600 ms', () => {
    const isSecond = doubleEscape();
    expect(isSecond(key('Escape', 1000))).toBe(false);
    expect(isSecond(key('Escape', 1600))).toBe(true);
  });

  it('does not hide for a slow second, a held key or another key', () => {
    const isSecond = doubleEscape();
    expect(isSecond(key('Escape', 1000))).toBe(false);
    expect(isSecond(key('Escape', 1700))).toBe(false);
    expect(isSecond(key('Escape', 1800, true))).toBe(false);
    expect(isSecond(key('a', 1900))).toBe(false);
  });

  it('begins anew after hiding', () => {
    const isSecond = doubleEscape();
    isSecond(key('Escape', 0));
    expect(isSecond(key('Escape', 100))).toBe(true);
    expect(isSecond(key('Escape', 200))).toBe(false);
  });
});
