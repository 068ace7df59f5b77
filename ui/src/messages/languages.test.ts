// The three languages held against each other: the same keys, the same parameters, Khmer in Khmer.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import settings from '../../messages.inlang/settings.json';

type Message = string | { match: Record<string, string> }[];

const LOCALES = ['id', 'en', 'km'];
const parts = settings['plugin.inlang.messageFormat'].pathPattern.map((pattern) =>
  pattern.replace('./src/messages/{locale}/', ''),
);

function read(locale: string, part: string): Record<string, Message> {
  return JSON.parse(readFileSync(join(import.meta.dirname, locale, part), 'utf8')) as Record<string, Message>;
}

/** Every wording of a message: one, or one for each number. */
function wordings(message: Message): string[] {
  return typeof message === 'string' ? [message] : message.flatMap((variant) => Object.values(variant.match));
}

function parameters(message: Message): string[] {
  return [...new Set(wordings(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();
}

describe.each(parts)('%s', (part) => {
  const [id, en, km] = LOCALES.map((locale) => read(locale, part)) as [
    Record<string, Message>,
    Record<string, Message>,
    Record<string, Message>,
  ];

  test('has the same keys in every language', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
    expect(Object.keys(km).sort()).toEqual(Object.keys(id).sort());
  });

  test('has the same parameters in every language', () => {
    for (const [key, message] of Object.entries(id)) {
      expect([key, parameters(en[key] ?? '')]).toEqual([key, parameters(message)]);
      expect([key, parameters(km[key] ?? '')]).toEqual([key, parameters(message)]);
    }
  });

  test('leaves nothing empty', () => {
    for (const messages of [id, en, km]) {
      for (const [key, message] of Object.entries(messages)) {
        for (const text of wordings(message)) expect([key, text.trim()]).not.toEqual([key, '']);
      }
    }
  });

  test('writes Khmer in Khmer letters and keeps the digits 0 to 9', () => {
    for (const [key, message] of Object.entries(km)) {
      for (const text of wordings(message)) {
        const words = text.replace(/\{\w+\}/g, '');
        if (/\p{L}{4}/u.test(words.replace(/[A-Z]\w*/g, '')))
          expect([key, /\p{Script=Khmer}/u.test(words)]).toEqual([key, true]);
        expect([key, /[\u17E0-\u17E9]/.test(words)]).toEqual([key, false]);
      }
    }
  });
});
