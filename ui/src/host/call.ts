// The one door between the interface and the host. Nothing else imports Tauri.

import { invoke } from '@tauri-apps/api/core';

/** What a command answers when it cannot do what it was asked: a stable code and parameters. */
export class HostError extends Error {
  constructor(
    readonly code: string,
    readonly params: Record<string, string>,
  ) {
    super(code);
  }
}

interface Refusal {
  code: string;
  params?: Record<string, string>;
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}

/** How many answers are still awaited; said on the page, for who drives the window must not click what is about to move. */
let awaited = 0;

function awaiting(change: 1 | -1) {
  awaited += change;
  document.documentElement.dataset['awaited'] = String(awaited);
}

/** Calls a command by name; its arguments bear the names that the list of commands gives them. */
export async function call<T>(command: string, parameters: Record<string, unknown>): Promise<T> {
  awaiting(1);
  try {
    return await invoke<T>(command, parameters);
  } catch (refusal) {
    if (isRefusal(refusal)) throw new HostError(refusal.code, refusal.params ?? {});
    throw new HostError('internal', {});
  } finally {
    awaiting(-1);
  }
}
