// Theme, contrast, text size and language on the root element; nothing else asks which theme is on.

import type { Preferences } from '../host/commands';
import { setLanguage, type Locale } from '../messages';

export function applyDisplay(preferences: Preferences): void {
  const root = document.documentElement;
  const system = (query: string) => window.matchMedia(query).matches;
  const dark =
    preferences.theme === 'dark' || (preferences.theme === 'system' && system('(prefers-color-scheme: dark)'));
  root.dataset.theme = dark ? 'dark' : 'light';
  if (preferences.contrast || system('(prefers-contrast: more)')) root.dataset.contrast = 'more';
  else delete root.dataset.contrast;
  root.dataset.keys = preferences.keys ? 'on' : 'off';
  root.style.fontSize = `${(16 * preferences.zoom) / 100}px`;
  measureAgain();
  // Chromium goes on answering container queries in the old text size until the container is made anew.
  const app = document.getElementById('app');
  if (app) {
    app.style.containerType = 'normal';
    void app.offsetWidth;
    app.style.containerType = '';
  }
  root.lang = preferences.language;
  setLanguage(preferences.language as Locale);
}

/** Container queries in em hold on to the old text size until their container changes; so it changes, and changes back. */
function measureAgain(): void {
  const app = document.getElementById('app');
  if (!app) return;
  app.style.width = '99.9%';
  void app.offsetWidth;
  app.style.width = '';
}
