import { describe, expect, it } from 'vitest';
import type { Choice, UnknownMark } from '../../host/commands';
import { choiceFor, choiceKeys, isLong, matching, parts, toggled } from './keys';

function choice(name: string, unknown: UnknownMark | null = null, officer = name, person = ''): Choice {
  return { name, label: { officer, person }, unknown, chosen: false };
}
const many = (count: number) => Array.from({ length: count }, (_, i) => choice(`c${i + 1}`));
const unknowns = [choice('dont_know', 'unknown'), choice('declined', 'declined')];

describe('number keys', () => {
  it('count the choices from 1 and keep 8 and 9 for the unknown ones', () => {
    const keys = choiceKeys(parts([...many(4), ...unknowns], false));
    expect([...keys.values()]).toEqual(['1', '2', '3', '4', '8', '9']);
    expect(choiceFor(keys, '9')).toBe('declined');
    expect(choiceFor(keys, '5')).toBeUndefined();
  });

  it('keep "does not want to answer" on 9 when it stands alone', () => {
    expect(choiceFor(choiceKeys(parts([...many(2), choice('declined', 'declined')], false)), '9')).toBe('declined');
  });

  it('reach a third unknown choice while 7 is free', () => {
    const keys = choiceKeys(parts([...many(3), ...unknowns, choice('not_asked', 'not_asked')], false));
    expect([...keys.values()].slice(3)).toEqual(['7', '8', '9']);
  });

  it('do nothing in a list that is long', () => {
    const list = parts([...many(8), ...unknowns], false);
    expect(isLong(list)).toBe(true);
    expect(choiceKeys(list).size).toBe(0);
    expect(isLong(parts(many(9), false))).toBe(false);
  });

  it('give "no" to a consent the key after "yes", even where it leaves the answer unknown', () => {
    const yesno = [choice('yes'), choice('no', 'declined')];
    expect(parts(yesno, true).unknown).toEqual([]);
    expect(choiceFor(choiceKeys(parts(yesno, true)), '2')).toBe('no');
    expect(choiceFor(choiceKeys(parts(yesno, false)), '9')).toBe('no');
  });
});

describe('several of several', () => {
  const list = [...many(3), choice('none'), ...unknowns];

  it('are kept in the order of the form', () => {
    expect(toggled('c3', 'c1', list)).toBe('c1 c3');
    expect(toggled('c1 c3', 'c1', list)).toBe('c3');
  });

  it('"none" and the unknown ones stand alone', () => {
    expect(toggled('c1 c2', 'none', list)).toBe('none');
    expect(toggled('none', 'c2', list)).toBe('c2');
    expect(toggled('c1', 'dont_know', list)).toBe('dont_know');
    expect(toggled('dont_know', 'declined', list)).toBe('declined');
  });
});

describe('type-ahead', () => {
  const places = [
    choice('kdl', null, 'Kandal', 'កណ្ដាល'),
    choice('pnh', null, 'Phnom Penh', 'ភ្នំ\u200bពេញ'),
    choice('ace', null, 'Aceh'),
  ];

  it('finds words by their beginning in either language', () => {
    expect(matching(places, 'pe').map((c) => c.name)).toEqual(['pnh']);
    expect(matching(places, 'ភ្នំពេញ').map((c) => c.name)).toEqual(['pnh']);
  });

  it('looks inside words only when none begins so', () => {
    expect(matching(places, 'ceh').map((c) => c.name)).toEqual(['ace']);
    expect(matching(places, 'zz')).toEqual([]);
  });
});
