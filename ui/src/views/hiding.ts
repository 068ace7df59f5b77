// Esc Esc, anywhere, within 600 ms.

const WITHIN = 600;

/** Answers whether a key press was the second Esc. */
export function doubleEscape(): (event: KeyboardEvent) => boolean {
  let last = -Infinity;
  return (event) => {
    if (event.key !== 'Escape' || event.repeat) return false;
    const second = event.timeStamp - last <= WITHIN;
    last = second ? -Infinity : event.timeStamp;
    return second;
  };
}
