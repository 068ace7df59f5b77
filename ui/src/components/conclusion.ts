// The officer's conclusion and the needs that were flagged, in words. Neither is ever shown as a colour.

import type { ConclusionKind, UrgentKind } from '../host/commands';
import { m } from '../messages';

const CONCLUSIONS: Record<ConclusionKind, () => string> = {
  indicated: m.review_conclusion_indicated,
  not_enough_known: m.review_conclusion_not_enough_known,
  not_indicated_at_this_stage: m.review_conclusion_not_indicated_at_this_stage,
  not_assessed: m.review_conclusion_not_assessed,
};

const NEEDS: Record<UrgentKind, () => string> = {
  medical: m.review_need_medical,
  danger: m.review_need_danger,
  child: m.review_need_child,
  self_harm: m.review_need_self_harm,
  shelter: m.review_need_shelter,
  other: m.review_need_other,
};

export function isConclusion(key: string): key is ConclusionKind {
  return key in CONCLUSIONS;
}

export function conclusionWord(kind: ConclusionKind): string {
  return CONCLUSIONS[kind]();
}

/** Nothing was concluded, or too little is known to: shown as unknown is shown. */
export function leavesOpen(kind: ConclusionKind): boolean {
  return kind === 'not_enough_known' || kind === 'not_assessed';
}

export function needWord(kind: UrgentKind): string {
  return NEEDS[kind]();
}
