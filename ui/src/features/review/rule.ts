// What a dimension's rule came to, as parts of a sentence: counts by strength, never a sum and never a share.

import type { DimensionView } from '../../host/commands';

export type Strength = 'strong' | 'medium' | 'weak';

/** How many indicators of one strength hold. */
export interface Held {
  strength: Strength;
  count: number;
}

/** The rule of a dimension in words. */
export interface RuleWords {
  /** `none` when the indicators stand outside every rule. */
  outcome: 'met' | 'open' | 'not_met' | 'none';
  /** What holds, strongest first; empty when nothing does. */
  held: Held[];
  /** Indicators that may still hold once the unknown is known. */
  open: number;
  /** Whether the published ILO rule is the one that was read. */
  ilo: boolean;
  /** Doubt about the rule itself. */
  doubt: 'second' | 'own' | null;
}

const STRENGTHS: Strength[] = ['strong', 'medium', 'weak'];

/** Dimensions of the published operational indicators; a form with rules of its own names or marks them otherwise. */
const PUBLISHED = new Set([
  'deceptive_recruitment',
  'coercive_recruitment',
  'recruitment_vulnerability',
  'exploitation',
  'coercion_destination',
  'destination_vulnerability',
]);

export function ruleWords(dimension: DimensionView): RuleWords {
  const held = STRENGTHS.map((strength, i) => ({ strength, count: dimension.holds[i] ?? 0 })).filter(
    (h) => h.count > 0,
  );
  const open = dimension.open.reduce((sum, n) => sum + n, 0);
  const outcome =
    dimension.name === ''
      ? 'none'
      : dimension.state === 'true'
        ? 'met'
        : dimension.state === 'false'
          ? 'not_met'
          : 'open';
  return {
    outcome,
    held,
    open,
    ilo: PUBLISHED.has(dimension.name) && dimension.verified !== 'B',
    doubt: dimension.verified === 'S' ? 'second' : dimension.verified === 'B' ? 'own' : null,
  };
}
