// What the lines of a page are, and how wide their answers. Pure.

import type { Question, StepView } from '../../host/commands';
import { parts } from './keys';

/** Few enough choices to stand in the line itself. */
const SHORT = 4;

/** Whether the answer stands at the right of its line; else it goes below. */
export function fitsRow(question: Question): boolean {
  if (question.kind !== 'select_one' && question.kind !== 'select_multiple') return false;
  return parts(question.choices, question.consent !== null).known.length <= SHORT;
}

/** A note that opens a page is its title; the other questions are its lines. */
export function lines(step: StepView): { title: Question | undefined; rows: Question[] } {
  const [first, ...rest] = step.questions;
  return first?.kind === 'note' ? { title: first, rows: rest } : { title: undefined, rows: step.questions };
}

/** How much room the answers of a page take. */
export function answersWidth(rows: Question[]): 'none' | 'narrow' | 'wide' {
  const short = rows.filter(fitsRow);
  if (short.length === 0) return 'none';
  return short.some((q) => q.choices.length > 2) ? 'wide' : 'narrow';
}

/** The questions that wait for an answer, in order. */
export function asked(step: StepView): Question[] {
  return step.questions.filter((q) => q.kind !== 'note' && !q.readonly);
}
