// What an attachment is to an officer, and what can be done with it here. Pure.

import type { AttachmentView } from '../../host/commands';

export type Sort = 'picture' | 'sound' | 'pdf';

/** Kinds that every web view draws from memory. */
const DRAWN = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp']);

/** The host hands no more than this over at once. */
const MOST_SHOWN = 32 * 1024 * 1024;

/** A recorder writes sound into a container of films too; Saring takes no films. */
export function sortOf(media: string): Sort {
  if (media === 'application/pdf') return 'pdf';
  return media.startsWith('image/') ? 'picture' : 'sound';
}

/** Whether it can be seen without ever becoming a file. */
export function canBeShown(row: Pick<AttachmentView, 'media' | 'bytes'>): boolean {
  return DRAWN.has(row.media) && row.bytes <= MOST_SHOWN;
}

/** The attachments that answer a question, in the order of its answer; what is gone is left out. */
export function answering<T extends { id: string }>(rows: readonly T[], value: string): T[] {
  const ids = value.split(/\s+/u).filter((id) => id !== '');
  return ids.flatMap((id) => rows.filter((row) => row.id === id));
}

/** The answer with one more, and with one less. */
export function withId(value: string, id: string): string {
  return value.trim() === '' ? id : `${value.trim()} ${id}`;
}
export function withoutId(value: string, id: string): string {
  return value
    .split(/\s+/u)
    .filter((one) => one !== '' && one !== id)
    .join(' ');
}
