// A vault known only by its file, chosen from somewhere else.

import type { VaultFile } from '../../host/commands';

/** What the file's name says. Whether it is for training is known only once it is unlocked. */
export function fromPath(path: string): VaultFile {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return { path, label: name.replace(/\.saring-vault$/i, ''), last_opened: null, training: false, keys_present: true };
}
