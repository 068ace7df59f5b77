// What a check found, in the order in which an officer needs it: which sentences, and what to do. Pure.

import type { CareReport, DamagedInterview } from '../../host/commands';

/** Sentences about parts; several codes of one kind of damage say the same to an officer. */
export type Finding = 'keys' | 'log' | 'file' | 'audit' | 'interviews' | 'database';

const FINDINGS: Record<string, Finding> = {
  'keys-damaged': 'keys',
  'log-damaged': 'log',
  'cipher-damaged': 'file',
  'audit-broken': 'audit',
  'history-damaged': 'interviews',
  'documents-damaged': 'interviews',
  'attachments-damaged': 'interviews',
};
const ORDER: Finding[] = ['file', 'database', 'interviews', 'audit', 'log', 'keys'];

/** The worst first; a code of a later Saring counts as damage to the database. */
export function findings(report: CareReport): Finding[] {
  const found = new Set(report.problems.map((code) => FINDINGS[code] ?? 'database'));
  return ORDER.filter((one) => found.has(one));
}

/** Only a keys file is wrong: the other one serves, and locking and unlocking mends it. */
export function mendsItself(report: CareReport): boolean {
  const found = findings(report);
  return found.length === 1 && found[0] === 'keys';
}

/** What of an interview is lost, part by part. */
export function lost(one: DamagedInterview): { part: 'answers' | 'documents' | 'attachments'; count: number }[] {
  return [
    { part: 'answers' as const, count: one.answers_lost },
    { part: 'documents' as const, count: one.documents_lost },
    { part: 'attachments' as const, count: one.attachments_lost },
  ].filter(({ count }) => count > 0);
}
