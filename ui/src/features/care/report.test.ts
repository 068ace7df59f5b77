import { describe, expect, it } from 'vitest';
import type { CareReport } from '../../host/commands';
import { findings, lost, mendsItself } from './report';

const report = (...problems: string[]): CareReport => ({
  good: problems.length === 0,
  problems,
  interviews: [],
  whole: 3,
  told: true,
});

describe('what a check found', () => {
  it('is nothing for a whole vault', () => {
    expect(findings(report())).toEqual([]);
    expect(mendsItself(report())).toBe(false);
  });
  it('names the worst first and each once', () => {
    expect(
      findings(report('keys-damaged', 'audit-broken', 'cipher-damaged', 'documents-damaged', 'history-damaged')),
    ).toEqual(['file', 'interviews', 'audit', 'keys']);
  });
  it('takes what it does not know for damage', () => {
    expect(findings(report('something-new'))).toEqual(['database']);
  });
  it('is no reason to call anybody where one keys file serves for the other', () => {
    expect(mendsItself(report('keys-damaged'))).toBe(true);
    expect(mendsItself(report('keys-damaged', 'log-damaged'))).toBe(false);
  });
  it('says of an interview only what is lost', () => {
    const one = {
      id: 'i-1',
      slip: '17',
      started: null,
      answers: 40,
      answers_lost: 2,
      documents: 1,
      documents_lost: 0,
      attachments: null,
      attachments_lost: 1,
    };
    expect(lost(one)).toEqual([
      { part: 'answers', count: 2 },
      { part: 'attachments', count: 1 },
    ]);
  });
});
