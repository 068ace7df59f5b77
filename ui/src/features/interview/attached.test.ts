import { describe, expect, it } from 'vitest';
import { answering, canBeShown, sortOf, withId, withoutId } from './attached';

describe('attachments', () => {
  it('are pictures, sound or PDF, by content', () => {
    expect(['image/heif', 'audio/ogg', 'video/mp4', 'application/pdf'].map(sortOf)).toEqual([
      'picture',
      'sound',
      'sound',
      'pdf',
    ]);
  });
  it('are shown only where the page can draw them from memory', () => {
    expect(canBeShown({ media: 'image/jpeg', bytes: 4_000_000 })).toBe(true);
    expect(canBeShown({ media: 'image/jpeg', bytes: 40_000_000 })).toBe(false);
    for (const media of ['image/heif', 'image/tiff', 'audio/mpeg', 'application/pdf'])
      expect(canBeShown({ media, bytes: 1 })).toBe(false);
  });
  it('answer a question by their ids', () => {
    const rows = [{ id: 'a' }, { id: 'b' }];
    expect(answering(rows, 'b a')).toEqual([{ id: 'b' }, { id: 'a' }]);
    expect(answering(rows, 'gone')).toEqual([]);
    expect(withId('', 'a')).toBe('a');
    expect(withId('a', 'b')).toBe('a b');
    expect(withoutId('a b', 'a')).toBe('b');
    expect(withoutId('a', 'a')).toBe('');
  });
});
