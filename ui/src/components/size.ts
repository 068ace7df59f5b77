// How large a file is, as people read it: in the language's own numbers, to two digits.

import { numberLocale } from '../messages';

const UNITS = ['kB', 'MB', 'GB'] as const;

/** 340 kB; 2,1 MB; 3,8 GB */
export function size(bytes: number): string {
  const step = bytes < 1_000_000 ? 0 : bytes < 1_000_000_000 ? 1 : 2;
  const of = bytes / 1000 ** (step + 1);
  const digits = step > 0 && of < 10 ? 1 : 0;
  const written = new Intl.NumberFormat(numberLocale(), { maximumFractionDigits: digits }).format(
    step === 0 ? Math.max(1, Math.round(of)) : of,
  );
  return `${written} ${UNITS[step]}`;
}
