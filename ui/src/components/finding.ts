// Findings by kind, urgent ones first, and the word for each outcome.

import type { FindingKind, FindingView } from '../host/commands';

export type Outcome = 'true' | 'unknown' | 'false' | 'not_assessed';

/** A finding that does not hold says so only once its stage is complete. */
export function outcome(finding: FindingView): Outcome {
  if (finding.state === 'false') return finding.assessed ? 'false' : 'not_assessed';
  return finding.state;
}

const ORDER: FindingKind[] = ['urgent', 'reading', 'rights', 'process'];

/** Kinds that have findings, in the order in which they are read. None is left out, whatever its outcome. */
export function byKind(findings: FindingView[]): { kind: FindingKind; findings: FindingView[] }[] {
  return ORDER.map((kind) => ({ kind, findings: findings.filter((f) => f.kind === kind) })).filter(
    (group) => group.findings.length > 0,
  );
}
