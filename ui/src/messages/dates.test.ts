import { expect, test } from 'vitest';
import { dateInWords } from './dates';

const day = new Date(2026, 2, 12, 14, 26);

test('Khmer dates are in Khmer words and Arabic digits, whatever the web view knows', () => {
  expect(dateInWords(day, { weekday: 'long', day: 'numeric', month: 'long' }, 'km-KH-u-nu-latn')).toBe(
    'ថ្ងៃព្រហស្បតិ៍ ទី 12 មីនា',
  );
  expect(dateInWords(Date.UTC(2024, 0, 1), { month: 'long', year: 'numeric', timeZone: 'UTC' }, 'km')).toBe(
    'មករា 2024',
  );
});

test('other languages are as the platform writes them', () => {
  expect(dateInWords(day, { day: 'numeric', month: 'long' }, 'id-ID')).toBe('12 Maret');
});
