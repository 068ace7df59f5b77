// The course of a case: what is known to have happened and when, in order of time; what is still open comes last.

import type { CaseView } from '../../host/commands';
import { conclusionWord, needWord } from '../../components/conclusion';
import { dayTime } from '../../components/when';
import { m } from '../../messages';

export interface Point {
  /** `done`, `urgent`, or `open` for what has not happened. */
  kind: 'done' | 'urgent' | 'open';
  when: string;
  what: string;
  more: string;
}

/** The host gives a time; whatever else it may say is shown as it is. */
function arrived(at: string): Point {
  const dated = !Number.isNaN(Date.parse(at));
  return { kind: 'done', when: dated ? dayTime(at) : '', what: m.cases_line_arrived(), more: dated ? '' : at };
}

export function course(view: CaseView): Point[] {
  const dated: (Point & { at: string })[] = [
    {
      kind: 'done',
      at: view.row.started,
      when: dayTime(view.row.started),
      what: m.cases_line_started({ station: view.row.station, officer: view.row.officer }),
      more: '',
    },
    ...view.urgent.map((need) => ({
      kind: 'urgent' as const,
      at: need.at,
      when: dayTime(need.at),
      what: m.cases_line_need({ need: needWord(need.kind) }),
      more: need.note,
    })),
    {
      kind: 'done',
      at: view.conclusion.at,
      when: dayTime(view.conclusion.at),
      what: m.cases_line_signed({ conclusion: conclusionWord(view.conclusion.kind) }),
      more: '',
    },
  ];
  dated.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return [
    ...dated,
    arrived(view.arrived),
    { kind: 'open', when: m.cases_line_today(), what: m.cases_line_open(), more: '' },
  ];
}
