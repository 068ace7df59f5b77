// Numbers as they are typed, and as the form keeps them. Pure.

/** Digits of a whole number; nothing when it is none, or when a separator could mean a thousand or a fraction. */
export function whole(typed: string): string | undefined {
  const text = typed.trim().replaceAll(/\s/gu, '');
  return /^[+-]?\d+$/u.test(text) ? text : undefined;
}

/** A number with a point; a comma counts as one. `1.250` could be either, so it is none. */
export function decimal(typed: string): string | undefined {
  const text = typed.trim().replaceAll(/\s/gu, '').replace(',', '.').replace(/\.$/u, '');
  if (!/^[+-]?\d+(\.\d+)?$/u.test(text)) return undefined;
  return /^[+-]?[1-9]\d{0,2}\.\d{3}$/u.test(text) ? undefined : text;
}

/** The steps of a range as far as they can be shown as buttons; nothing when there are more than eleven. */
export function scale([start, end, step]: [string, string, string]): string[] | undefined {
  const [from, to, by] = [Number(start), Number(end), Math.abs(Number(step)) || 1];
  if (!Number.isFinite(from) || !Number.isFinite(to)) return undefined;
  const count = Math.floor(Math.abs(to - from) / by + 1e-9) + 1;
  if (count > 11) return undefined;
  const digits = Math.max(fraction(start), fraction(step));
  return Array.from({ length: count }, (_, i) => (from + i * by * Math.sign(to - from || 1)).toFixed(digits));
}

function fraction(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}
