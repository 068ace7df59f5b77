// The kinds of need, and what helps in the first minutes. It says nothing about trafficking and promises nothing.

import type { UrgentKind } from '../../../host/commands';
import { m } from '../../../messages';

export const KINDS: UrgentKind[] = ['medical', 'danger', 'child', 'self_harm', 'shelter', 'other'];

interface Words {
  name: string;
  hint: string;
  steps: string[];
}

export function words(kind: UrgentKind): Words {
  return {
    medical: () => ({
      name: m.need_medical(),
      hint: m.need_medical_hint(),
      steps: [m.need_medical_1(), m.need_medical_2(), m.need_medical_3()],
    }),
    danger: () => ({
      name: m.need_danger(),
      hint: m.need_danger_hint(),
      steps: [m.need_danger_1(), m.need_danger_2(), m.need_danger_3()],
    }),
    child: () => ({
      name: m.need_child(),
      hint: m.need_child_hint(),
      steps: [m.need_child_1(), m.need_child_2(), m.need_child_3()],
    }),
    self_harm: () => ({
      name: m.need_self_harm(),
      hint: m.need_self_harm_hint(),
      steps: [m.need_self_harm_1(), m.need_self_harm_2(), m.need_self_harm_3()],
    }),
    shelter: () => ({
      name: m.need_shelter(),
      hint: m.need_shelter_hint(),
      steps: [m.need_shelter_1(), m.need_shelter_2(), m.need_shelter_3()],
    }),
    other: () => ({
      name: m.need_other(),
      hint: m.need_other_hint(),
      steps: [m.need_other_1(), m.need_other_2(), m.need_other_3()],
    }),
  }[kind]();
}
