// Who judges and makes passphrases: the app provides it, so that no component calls the host.

import { getContext, setContext } from 'svelte';
import type { GeneratedPassphrase, PassphraseStrength, WordLanguage } from '../host/commands';

export interface Passphrases {
  /** How hard it is to guess; `about`: what anybody knows of the vault, its name and who sits there. */
  strength: (passphrase: string, about: string[]) => Promise<PassphraseStrength>;
  generate: (language: WordLanguage) => Promise<GeneratedPassphrase>;
}

const KEY = Symbol('passphrases');

export function providePassphrases(by: Passphrases): void {
  setContext(KEY, by);
}

export function passphrases(): Passphrases {
  return getContext<Passphrases>(KEY);
}
