// The counts of a whole interview from its sections. Unknown is always among them. Pure.

import type { Section } from '../../host/commands';

export interface Sums {
  answered: number;
  unknown: number;
  open: number;
  total: number;
}

export function sums(sections: Section[]): Sums {
  const grains = sections.flatMap((section) => section.grains);
  const count = (wanted: string) => grains.filter((grain) => grain === wanted).length;
  return { answered: count('answered'), unknown: count('unknown'), open: count('open'), total: grains.length };
}

/** `/data/journey/places` of `/data/journey/places[2]`. */
export function listOf(instance: string): string {
  return instance.replace(/\[\d+\]$/u, '');
}

/** 2 of `/data/journey/places[2]`. */
export function placeOf(instance: string): number {
  return Number(/\[(\d+)\]$/u.exec(instance)?.[1] ?? 1);
}
