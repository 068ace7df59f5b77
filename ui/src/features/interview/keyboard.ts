// The keys of an interview, one map in every language. What each does is the screen's business.

import { doubled } from './twice';
import { pressable } from './focus';

export interface Keys {
  guidance: () => void;
  help: () => void;
  skip: () => void;
  note: () => void;
  attachments: () => void;
  person: () => void;
  stop: () => void;
  back: () => void;
  next: () => void;
  region: (step: 1 | -1) => void;
  /** Ctrl Enter, from anywhere. */
  deliberate: () => void;
  /** One Esc: closes what is open on top. */
  close: () => void;
  /** Esc Esc. */
  hide: () => void;
  /** What the person's screen, or a dialog, leaves of the map. */
  mode: () => 'officer' | 'person' | 'dialog';
}

const FUNCTION = {
  F1: 'guidance',
  F2: 'help',
  F3: 'skip',
  F4: 'note',
  F7: 'attachments',
  F8: 'person',
  F9: 'stop',
} as const;
const ON_PERSONS_SCREEN = new Set(['F2', 'F8', 'F9']);
const IN_DIALOG = new Set(['F2', 'F9']);

/** A listener for key presses of the window. */
export function keyboard(keys: Keys): (event: KeyboardEvent) => void {
  const isSecondEscape = doubled();
  return (event) => {
    const mode = keys.mode();
    if (event.key === 'Escape') {
      if (isSecondEscape(event)) keys.hide();
      else if (!event.repeat && mode === 'officer') keys.close();
      return;
    }
    const name = FUNCTION[event.key as keyof typeof FUNCTION];
    if (name !== undefined && !event.ctrlKey && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      const allowed = mode === 'officer' || (mode === 'person' ? ON_PERSONS_SCREEN : IN_DIALOG).has(event.key);
      if (allowed && !event.repeat) keys[name]();
      return;
    }
    if (mode === 'dialog') return;
    if (event.key === 'Enter') enter(event, mode);
    else if (mode === 'person') return;
    else if (event.key === 'ArrowLeft' && event.altKey) {
      event.preventDefault();
      if (!event.repeat) keys.back();
    } else if (event.key === 'F6') {
      event.preventDefault();
      keys.region(event.shiftKey ? -1 : 1);
    }
  };

  function enter(event: KeyboardEvent, mode: 'officer' | 'person') {
    if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey || event.metaKey || event.shiftKey)
      return;
    if (event.ctrlKey) {
      event.preventDefault();
      if (mode === 'officer') keys.deliberate();
      else keys.next();
    } else if (!pressable(event.target) && !(event.target instanceof HTMLTextAreaElement)) {
      event.preventDefault();
      keys.next();
    }
  }
}
