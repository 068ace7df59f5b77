// A moment with its year: a clock that forgot the time may be years behind.

import { clockTime, dayMonthYear } from '../../components/when';

/** 12 Mar 2026 14.22 */
export function moment(at: string): string {
  return `${dayMonthYear(at)} ${clockTime(at)}`;
}
