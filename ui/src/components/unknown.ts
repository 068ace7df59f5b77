// Why an answer is unknown, in words. The three kinds are told apart wherever one answer is shown.

import type { Why } from '../host/commands';
import { m } from '../messages';

const WORDS: Record<Why, () => string> = {
  unanswered: m.review_why_unanswered,
  not_asked: m.review_why_not_asked,
  unknown: m.review_why_unknown,
  declined: m.review_why_declined,
  not_offered: m.review_why_not_offered,
  invalid: m.review_why_invalid,
  defaulted: m.review_why_defaulted,
  relevance: m.review_why_relevance,
};

export function whyWord(why: Why): string {
  return WORDS[why]();
}
