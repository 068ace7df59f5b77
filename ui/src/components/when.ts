// Times as people read them: the clock with a full stop, days in words, in the interface's language.

import { m, numberLocale } from '../messages';
import { dateInWords } from '../messages/dates';

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  return dateInWords(new Date(at), options, numberLocale());
}

/** 14.22 */
export function clockTime(at: string): string {
  return format(at, { hour: '2-digit', minute: '2-digit', hour12: false }).replace(':', '.');
}

/** 12 Maret */
export function dayMonth(at: string): string {
  return format(at, { day: 'numeric', month: 'long' });
}

/** hari ini 06.55; kemarin 21.10; 9 Maret 08.15 */
export function dayTime(at: string, now: Date = new Date()): string {
  const days = daysBetween(new Date(at), now);
  if (days === 0) return m.shared_today_at({ time: clockTime(at) });
  if (days === 1) return m.shared_yesterday_at({ time: clockTime(at) });
  return `${dayMonth(at)} ${clockTime(at)}`;
}

/** How many midnights lie between two moments, here. */
export function daysBetween(from: Date, to: Date): number {
  const day = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  return Math.round((day(to) - day(from)) / 86_400_000);
}

/** 12 Mar 2026 */
export function dayMonthYear(at: string): string {
  return format(at, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** 11.38 when it was today; else the day with it. */
export function timeOrDay(at: string, now: Date = new Date()): string {
  return daysBetween(new Date(at), now) === 0 ? clockTime(at) : dayTime(at, now);
}

/** 12 Mar 2026 14.22: with its year, where a clock may be wrong or years have passed. */
export function moment(at: string): string {
  return `${dayMonthYear(at)} ${clockTime(at)}`;
}
