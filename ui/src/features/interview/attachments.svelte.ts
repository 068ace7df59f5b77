// The attachments of one interview: what the host has, which of them turned out damaged, and what went wrong.

import { HostError } from '../../host/call';
import { host, type AttachmentView } from '../../host/commands';

export class Attachments {
  rows = $state.raw<AttachmentView[]>([]);
  /** Ids of those that did not open. */
  damaged = $state.raw<readonly string[]>([]);
  /** Why something could not be done. */
  problem = $state.raw<unknown>(null);
  /** A file is being taken in, or read. */
  working = $state<'adding' | 'reading' | null>(null);

  constructor(readonly id: string) {}

  async load(): Promise<void> {
    try {
      this.rows = await host.attachments(this.id);
    } catch (error) {
      this.problem = error;
    }
  }

  /** Takes a file in, for a question or for the whole interview. */
  async add(reference: string | null, path: string): Promise<AttachmentView | null> {
    return this.#work('adding', async () => {
      const row = await host.attachment_add(this.id, reference, path);
      this.rows = [...this.rows, row];
      return row;
    });
  }

  /** A picture as the address that an image takes: in memory, never a file. */
  async show(row: AttachmentView): Promise<string | null> {
    return this.#work(
      'reading',
      async () => {
        const { media, base64 } = await host.attachment_show(this.id, row.id);
        return `data:${media};base64,${base64}`;
      },
      row.id,
    );
  }

  /** Where it was saved, readable by anybody; the officer was warned before. */
  async save(row: AttachmentView, folder: string): Promise<string | null> {
    return this.#work('reading', async () => (await host.attachment_save(this.id, row.id, folder, true)).path, row.id);
  }

  async remove(row: AttachmentView): Promise<boolean> {
    const rows = await this.#work('adding', () => host.attachment_remove(this.id, row.id));
    if (rows) this.rows = rows;
    return rows !== null;
  }

  async #work<T>(what: 'adding' | 'reading', task: () => Promise<T>, of?: string): Promise<T | null> {
    if (this.working) return null;
    this.working = what;
    this.problem = null;
    try {
      return await task();
    } catch (error) {
      if (of && error instanceof HostError && error.code === 'attachment-damaged') this.damaged = [...this.damaged, of];
      else this.problem = error;
      return null;
    } finally {
      this.working = null;
    }
  }
}
