import { describe, expect, it } from 'vitest';
import { assemble, clock, clockShown, inWords, joined, monthNames, monthNumber, split, wantedParts } from './date';

const months = monthNames('id-ID');
const typed = (day: string, month: string, year: string) => assemble({ day, month, year }, months);

describe('a date in three parts', () => {
  it('is kept once all three are there, however the month was typed', () => {
    expect(typed('5', '3', '2024')).toEqual({ kind: 'date', value: '2024-03-05' });
    expect(typed('05', 'mare', '2024')).toEqual({ kind: 'date', value: '2024-03-05' });
  });

  it('says what is missing and makes nothing up', () => {
    expect(typed('', 'Maret', '2024')).toEqual({ kind: 'missing', parts: ['day'] });
    expect(typed('', '', '2024')).toEqual({ kind: 'missing', parts: ['day', 'month'] });
    expect(typed('', '', '')).toEqual({ kind: 'empty' });
  });

  it('says which part cannot be', () => {
    expect(typed('32', '', '')).toEqual({ kind: 'wrong', part: 'day' });
    expect(typed('30', '2', '2024')).toEqual({ kind: 'wrong', part: 'day' });
    expect(typed('29', '2', '2023')).toEqual({ kind: 'wrong', part: 'day' });
    expect(typed('29', '2', '')).toEqual({ kind: 'missing', parts: ['year'] });
    expect(typed('1', '13', '2024')).toEqual({ kind: 'wrong', part: 'month' });
    expect(typed('1', '1', '24')).toEqual({ kind: 'wrong', part: 'year' });
  });

  it('does not choose between two months that begin alike', () => {
    expect(monthNumber('Ju', months)).toBeUndefined();
    expect(monthNumber('Jun', months)).toBe(6);
  });

  it('shows what is kept, and gives back what was typed', () => {
    expect(split('2024-03-05')).toEqual({ year: '2024', month: '3', day: '5' });
    expect(split(joined({ year: '2024', month: 'Mar', day: '' }))).toEqual({ year: '2024', month: 'Mar', day: '' });
    expect(joined({ year: '', month: '', day: '' })).toBe('');
  });

  it('asks only for what the form asks for', () => {
    const wanted = wantedParts(['month-year']);
    expect(assemble({ day: '', month: '3', year: '2024' }, months, wanted)).toEqual({
      kind: 'date',
      value: '2024-03-01',
    });
    expect(inWords('2024-03-01', 'id-ID', wanted)).toBe('Maret 2024');
  });
});

describe('a time of day', () => {
  it('is read as people write it', () => {
    expect(clock('7.30')).toBe('07:30:00.000');
    expect(clock('0730')).toBe('07:30:00.000');
    expect(clock('24.00')).toBeUndefined();
    expect(clock('half past')).toBeUndefined();
    expect(clockShown('07:30:00.000+07:00')).toBe('07.30');
  });
});
