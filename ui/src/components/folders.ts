// Who lists folders for the file browser: the app provides it, so that no component calls the host.

import { getContext, setContext } from 'svelte';
import type { Folder, Wanted } from '../host/commands';

export type ListFolder = (path: string | null, wanted: Wanted) => Promise<Folder>;

const KEY = Symbol('folders');

export function provideFolders(list: ListFolder): void {
  setContext(KEY, list);
}

export function folders(): ListFolder {
  return getContext<ListFolder>(KEY);
}
