// Dates in words in any of the three languages. Web views built on Chromium carry no Khmer calendar, so its names stand here.

const MONTHS = 'មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ'.split(' ');
const DAYS = 'អាទិត្យ ចន្ទ អង្គារ ពុធ ព្រហស្បតិ៍ សុក្រ សៅរ៍'.split(' ');

/** A moment by some of weekday, day, month and year, in the order of the language. */
export function dateInWords(at: Date | number, options: Intl.DateTimeFormatOptions, locale: string): string {
  if (!locale.startsWith('km') || options.hour) return new Intl.DateTimeFormat(locale, options).format(at);
  const date = new Date(at);
  const utc = options.timeZone === 'UTC';
  const words: (string | number | undefined)[] = [
    options.weekday && `ថ្ងៃ${DAYS[utc ? date.getUTCDay() : date.getDay()] ?? ''}`,
    options.weekday && options.day && 'ទី',
    options.day && (utc ? date.getUTCDate() : date.getDate()),
    options.month && MONTHS[utc ? date.getUTCMonth() : date.getMonth()],
    options.year && (utc ? date.getUTCFullYear() : date.getFullYear()),
  ];
  return words.filter(Boolean).join(' ');
}
