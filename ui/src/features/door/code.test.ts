import { describe, expect, test } from 'vitest';
import { digitsOf, groupState, spread } from './code';

const EMPTY = ['', '', '', '', '', '', '', ''];

describe('a group of a code', () => {
  test('is right when eleven divides it', () => {
    expect(groupState('001309')).toBe('right');
    expect(groupState('000000')).toBe('right');
    expect(groupState('720885')).toBe('right');
  });

  test('shows one wrong digit and two neighbours exchanged', () => {
    for (let place = 0; place < 6; place += 1) {
      const other = [...'001309'];
      other[place] = String((Number(other[place]) + 1) % 10);
      expect(groupState(other.join(''))).toBe('wrong');
    }
    expect(groupState('003109')).toBe('wrong');
  });

  test('carries sixteen bits and no more', () => {
    expect(groupState('720896')).toBe('wrong');
  });

  test('is not judged before it is full', () => {
    expect(groupState('00130')).toBe('short');
  });
});

describe('typing a code', () => {
  test('takes digits of Khmer script and leaves spaces and dashes out', () => {
    expect(digitsOf('០០១ 3-09')).toBe('001309');
  });

  test('goes on into the next group only with the seventh digit', () => {
    expect(spread(EMPTY, 0, '001309')).toEqual({ groups: ['001309', ...EMPTY.slice(1)], at: 0 });
    expect(spread(EMPTY, 0, '0013092')).toEqual({ groups: ['001309', '2', ...EMPTY.slice(2)], at: 1 });
  });

  test('spreads a whole code that is pasted, and drops what is beyond the last group', () => {
    const whole = Array.from({ length: 8 }, () => '001309');
    expect(spread(EMPTY, 0, `${whole.join(' ')} 77`)).toEqual({ groups: whole, at: 7 });
  });
});
