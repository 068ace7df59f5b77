// Esc twice, quickly.

const WITHIN = 600;

/** Answers whether a press of Esc was the second within 600 ms. */
export function doubled(): (event: { timeStamp: number; repeat: boolean }) => boolean {
  let last = -Infinity;
  return ({ timeStamp, repeat }) => {
    if (repeat) return false;
    const second = timeStamp - last <= WITHIN;
    last = second ? -Infinity : timeStamp;
    return second;
  };
}
