// A date in three parts as people remember it, and the text it is kept as. Pure.

import { dateInWords } from '../../messages/dates';

export interface DateParts {
  day: string;
  month: string;
  year: string;
}
export type Part = keyof DateParts;

export type Assembled =
  | { kind: 'empty' }
  | { kind: 'missing'; parts: Part[] }
  | { kind: 'wrong'; part: Part }
  | { kind: 'date'; value: string };

/** Which parts a form asks for, by its appearance. */
export function wantedParts(appearance: string[]): Part[] {
  if (appearance.includes('year')) return ['year'];
  if (appearance.includes('month-year')) return ['month', 'year'];
  return ['day', 'month', 'year'];
}

/** What is shown of what is kept or was typed: `2024-03-12`, `2024--`. */
export function split(text: string): DateParts {
  const [year = '', month = '', day = ''] = text.split('T')[0]?.split('-') ?? [];
  return { year, month: month.replace(/^0+(?=\d)/u, ''), day: day.replace(/^0+(?=\d)/u, '') };
}

/** What was typed, in one text that `split` reads back. */
export function joined(parts: DateParts): string {
  const text = [parts.year, parts.month, parts.day].map((p) => p.trim().replaceAll('-', '')).join('-');
  return text === '--' ? '' : text;
}

/** The number of a month that was typed as a number or by its first letters. */
export function monthNumber(typed: string, names: string[]): number | undefined {
  const text = typed.trim().replaceAll('\u200b', '').toLowerCase();
  if (/^\d{1,2}$/u.test(text)) {
    const number = Number(text);
    return number >= 1 && number <= 12 ? number : undefined;
  }
  if (text === '') return undefined;
  const hits = names.flatMap((name, i) =>
    name.replaceAll('\u200b', '').toLowerCase().startsWith(text) ? [i + 1] : [],
  );
  return hits.length === 1 ? hits[0] : undefined;
}

/** The date, or what is still missing, or which part cannot be. Parts the form does not ask for count as the first. */
export function assemble(parts: DateParts, names: string[], wanted: Part[] = ['day', 'month', 'year']): Assembled {
  const asked = wanted.map((part) => [part, parts[part].trim()] as const);
  if (asked.every(([, text]) => text === '')) return { kind: 'empty' };
  const year = /^\d{4}$/u.test(parts.year.trim()) ? Number(parts.year) : undefined;
  const month = wanted.includes('month') ? monthNumber(parts.month, names) : 1;
  const day = wanted.includes('day') ? dayNumber(parts.day, month, year) : 1;
  const read = { day, month, year };
  const wrong = asked.find(([part, text]) => text !== '' && read[part] === undefined);
  if (wrong) return { kind: 'wrong', part: wrong[0] };
  const missing = asked.filter(([, text]) => text === '').map(([part]) => part);
  if (missing.length > 0 || year === undefined || month === undefined || day === undefined) {
    return { kind: 'missing', parts: missing };
  }
  return { kind: 'date', value: `${year}-${two(month)}-${two(day)}` };
}

function dayNumber(typed: string, month: number | undefined, year: number | undefined): number | undefined {
  if (!/^\d{1,2}$/u.test(typed.trim())) return undefined;
  const day = Number(typed);
  return day >= 1 && day <= daysIn(month, year) ? day : undefined;
}

/** Days of a month; the most it could have while the year, or the month, is not known. */
export function daysIn(month: number | undefined, year: number | undefined): number {
  if (month === undefined) return 31;
  return new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
}

export function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Names of the months in a language. */
export function monthNames(locale: string): string[] {
  return Array.from({ length: 12 }, (_, i) =>
    dateInWords(Date.UTC(2000, i, 15), { month: 'long', timeZone: 'UTC' }, locale),
  );
}

/** A kept date in words: 12 Maret 2024. */
export function inWords(value: string, locale: string, wanted: Part[] = ['day', 'month', 'year']): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', timeZone: 'UTC' };
  if (wanted.includes('month')) options.month = 'long';
  if (wanted.includes('day')) options.day = 'numeric';
  return dateInWords(new Date(`${value}T00:00:00Z`), options, locale);
}

/** A clock time as typed, `7.30`, `07:30`, `730`, as it is kept; nothing when it is none. */
export function clock(typed: string): string | undefined {
  const found = /^(\d{1,2})[.:h ]?(\d{2})$/u.exec(typed.trim());
  if (!found) return undefined;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  return hours < 24 && minutes < 60 ? `${two(hours)}:${two(minutes)}:00.000` : undefined;
}

/** A kept time as it is shown: 07.30. */
export function clockShown(value: string): string {
  const found = /(\d{2}):(\d{2}):/u.exec(value);
  return found ? `${found[1]}.${found[2]}` : value;
}
