// Nobody at the desk: no key and no pointer for so many minutes.

const LOOK = 5000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/**
 * Calls `onIdle` once nothing was touched for that long. The clock is looked at, not counted: a laptop that slept comes
 * back idle. Answers what ends the watch.
 */
export function watchIdle(minutes: () => number, onIdle: () => void): () => void {
  let last = Date.now();
  const touched = () => (last = Date.now());
  SIGNS.forEach((sign) => addEventListener(sign, touched, { capture: true, passive: true }));
  const timer = setInterval(() => {
    const now = Date.now();
    // A clock set back must not keep the door open.
    if (now < last) last = now;
    if (now - last < minutes() * 60_000) return;
    last = now;
    onIdle();
  }, LOOK);
  return () => {
    clearInterval(timer);
    SIGNS.forEach((sign) => removeEventListener(sign, touched, { capture: true }));
  };
}
