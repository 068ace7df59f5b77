// The sentence for what is wrong with a form. Braces of references are handed in, because messages keep them for parameters.

import { m } from './index';

type Words = (params: Record<string, string>) => string;

/** A code without a sentence of its own is shown as it is, with what it says. */
export function issueSentence(code: string, params: Record<string, string>): string {
  const all = m as unknown as Record<string, Words | undefined>;
  const key = `issue_${code}`.replaceAll('-', '_');
  // Some codes have a sentence for each detail.
  const words = all[`${key}_${params['detail'] ?? ''}`.replaceAll('-', '_')] ?? all[key];
  if (words) return words(filled({ ...params, open: '{', close: '}' }));
  const said = Object.values(params).join(', ');
  return said ? m.issue_other_with({ said }) : m.issue_other();
}

/** What the host did not name shows as a gap in the sentence, never as a word of the program. */
function filled(params: Record<string, string>): Record<string, string> {
  return new Proxy(params, { get: (given, name) => given[String(name)] ?? '…' });
}
