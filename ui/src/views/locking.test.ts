import { describe, expect, it } from 'vitest';
import { locks } from './locking';

const key = (press: Partial<KeyboardEvent>) =>
  ({ key: '', code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...press }) as KeyboardEvent;

describe('Ctrl L', () => {
  it('locks on a Latin keyboard, with capitals on, and on a Khmer one', () => {
    expect(locks(key({ ctrlKey: true, key: 'l', code: 'KeyL' }))).toBe(true);
    expect(locks(key({ ctrlKey: true, key: 'L', code: 'KeyL' }))).toBe(true);
    expect(locks(key({ ctrlKey: true, key: 'ល', code: 'KeyL' }))).toBe(true);
  });

  it('follows the letter where it lies elsewhere', () => {
    expect(locks(key({ ctrlKey: true, key: 'l', code: 'KeyP' }))).toBe(true);
  });

  it('does nothing alone or with other keys held', () => {
    expect(locks(key({ key: 'l', code: 'KeyL' }))).toBe(false);
    expect(locks(key({ ctrlKey: true, altKey: true, key: 'l', code: 'KeyL' }))).toBe(false);
    expect(locks(key({ ctrlKey: true, shiftKey: true, key: 'L', code: 'KeyL' }))).toBe(false);
    expect(locks(key({ ctrlKey: true, key: 'k', code: 'KeyK' }))).toBe(false);
  });
});
