// Where the focus goes: to the first answer of a question, from region to region, along a group of choices.

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

function shown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && !element.hasAttribute('disabled');
}

function first(elements: Iterable<HTMLElement>): HTMLElement | undefined {
  for (const element of elements) if (shown(element)) return element;
  return undefined;
}

/**
 * The first control that answers: a part that is still wanting, what is chosen, else the first field or choice; the
 * heading when there is nothing to answer. With `stay` the page is not scrolled, so that a new question is seen from its first word.
 */
export function focusAnswer(root: ParentNode, stay = false): void {
  const answer = first(root.querySelectorAll<HTMLElement>('[data-answer]'));
  const within = (what: string) => first(answer?.querySelectorAll<HTMLElement>(what) ?? []);
  const field = within('[data-wanting] input') ?? within('input:checked') ?? within('input, textarea, select, button');
  const target = field ?? first(root.querySelectorAll<HTMLElement>('[data-heading]'));
  target?.focus({ preventScroll: stay });
  if (!stay) target?.closest<HTMLElement>('[data-row]')?.scrollIntoView({ block: 'nearest' });
}

/** F6 and Shift F6: the next or previous region that has something to focus. */
export function focusRegion(root: ParentNode, step: 1 | -1): void {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-region]')];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  for (let i = 1; i <= regions.length; i += 1) {
    const region = regions[(Math.max(here, step === 1 ? here : 0) + step * i + regions.length * 2) % regions.length];
    if (!region) continue;
    if (region.dataset['region'] === 'question') {
      focusAnswer(region);
      if (region.contains(document.activeElement)) return;
    }
    const current = first(region.querySelectorAll<HTMLElement>('[aria-current]'));
    const target = current ?? first(region.querySelectorAll<HTMLElement>(FOCUSABLE));
    if (!target) continue;
    target.focus();
    return;
  }
}

/** Moves along the inputs of a group without choosing. False at its end. */
export function focusAlong(group: ParentNode, step: 1 | -1): boolean {
  const inputs = [...group.querySelectorAll<HTMLElement>('input:not([disabled])')].filter(shown);
  const here = inputs.findIndex((input) => input === document.activeElement);
  const target = inputs[here + step];
  if (here < 0 || !target) return false;
  target.focus();
  return true;
}

/** Whether a key belongs to whoever types, and to nobody else. */
export function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type);
}

/** Whether Enter presses what has the focus. */
export function pressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a[href], summary, select') !== null;
}
