// The interface's words in the language that is set, and the sentence for whatever went wrong.

import { HostError } from '../host/call';
import { m } from './compiled/messages';
import { getLocale, overwriteGetLocale } from './compiled/runtime';

export { m };

export type Locale = 'id' | 'en' | 'km';

/** Sets the language. The views that show words are drawn anew by whoever calls this. */
export function setLanguage(locale: Locale): void {
  overwriteGetLocale(() => locale);
}

export function language(): Locale {
  return getLocale();
}

/** Numbers and dates: Khmer text, too, keeps the digits 0 to 9. */
export function numberLocale(): string {
  return { id: 'id-ID', en: 'en-GB', km: 'km-KH-u-nu-latn' }[getLocale()];
}

type Words = (params: Record<string, string>) => string;

/** The sentence for a code: what happened, what is safe, what to do. A code without one of its own shows itself. */
export function codeSentence(code: string, params: Record<string, string>): string {
  const words = (m as unknown as Record<string, Words | undefined>)[`error_${code.replaceAll('-', '_')}`];
  return words ? words(params) : m.error_other({ code });
}

/** The sentence for what a command threw. */
export function sentence(error: unknown): string {
  return error instanceof HostError ? codeSentence(error.code, error.params) : m.error_internal();
}
