// The contrasts that the tokens promise, computed from tokens.css in every theme: text 4.5, edges and marks 3.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

function block(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

const light = block(':root');
const dark = { ...light, ...block('[data-theme="dark"]') };
const more = block('[data-contrast="more"]');
const THEMES: Record<string, Record<string, string>> = {
  light,
  dark,
  'more contrast': { ...light, ...more },
  'more contrast, dark': { ...dark, ...more, ...block('[data-theme="dark"][data-contrast="more"]') },
};

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['paper', 'surface', 'sunken', 'person'];
const on = (text: string[], surfaces: string[]) => text.flatMap((t) => surfaces.map((s) => [t, s] as const));

const TEXT = [
  ...on(['ink', 'ink-2'], [...SURFACES, 'accent-soft', 'urgent-soft', 'problem-soft', 'saved-soft', 'unknown-soft']),
  ...on(['accent', 'urgent', 'problem', 'saved', 'unknown'], SURFACES),
  ...on(['accent'], ['accent-soft']),
  ...on(['urgent'], ['urgent-soft']),
  ...on(['problem'], ['problem-soft']),
  ...on(['saved'], ['saved-soft']),
  ...on(['unknown'], ['unknown-soft']),
  ...on(['accent-ink'], ['accent', 'accent-strong']),
  ...on(['urgent-ink'], ['urgent']),
  ...on(['problem-ink'], ['problem']),
  ...on(['saved-ink'], ['saved']),
  ...on(['training-ink'], ['training', 'training-stripe']),
];
/** Chart colours stand on paper and surface, the focus ring on its own gap. */
const MARKS = [
  ...on(['line-strong'], SURFACES),
  ...on(['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5'], ['paper', 'surface']),
  ...on(['focus'], ['focus-gap']),
];

describe.each(Object.entries(THEMES))('%s', (_, theme) => {
  test.each(TEXT)('%s can be read on %s', (text, surface) => {
    expect(contrast(theme[text] ?? '', theme[surface] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
  test.each(MARKS)('%s can be seen on %s', (mark, surface) => {
    expect(contrast(theme[mark] ?? '', theme[surface] ?? '')).toBeGreaterThanOrEqual(3);
  });
});
