// Numbers as the interface's language writes them, always with the digits 0 to 9.

import { numberLocale } from '../../messages';
import { dateInWords } from '../../messages/dates';

export function count(n: number): string {
  return new Intl.NumberFormat(numberLocale(), { numberingSystem: 'latn' }).format(n);
}

/** A share of a stated total; a dash when there is none to share. */
export function share(n: number, of: number): string {
  if (of === 0) return '–';
  const text = new Intl.NumberFormat(numberLocale(), {
    numberingSystem: 'latn',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format((n / of) * 100);
  return numberLocale().startsWith('en') ? `${text} %` : `${text}%`;
}

export function month(key: string, style: 'short' | 'long' = 'short'): string {
  const [year, month_] = key.split('-').map(Number) as [number, number];
  return dateInWords(
    Date.UTC(year, month_ - 1, 1),
    { month: style, year: 'numeric', timeZone: 'UTC', numberingSystem: 'latn' },
    numberLocale(),
  );
}
