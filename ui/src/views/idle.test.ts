import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchIdle } from './idle';

const MINUTE = 60_000;

describe('an unattended desk', () => {
  let heard: Map<string, () => void>;
  beforeEach(() => {
    vi.useFakeTimers();
    heard = new Map();
    vi.stubGlobal('addEventListener', (sign: string, listener: () => void) => heard.set(sign, listener));
    vi.stubGlobal('removeEventListener', (sign: string) => heard.delete(sign));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is locked after the minutes that were set, and not before', () => {
    const idle = vi.fn();
    watchIdle(() => 5, idle);
    vi.advanceTimersByTime(5 * MINUTE - 1);
    expect(idle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5000);
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it('any key or movement begins anew', () => {
    const idle = vi.fn();
    watchIdle(() => 5, idle);
    for (const sign of ['keydown', 'pointermove', 'wheel', 'pointerdown', 'touchstart']) {
      vi.advanceTimersByTime(4 * MINUTE);
      heard.get(sign)?.();
    }
    expect(idle).not.toHaveBeenCalled();
  });

  it('is locked when the laptop wakes from a sleep', () => {
    const idle = vi.fn();
    watchIdle(() => 5, idle);
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    vi.advanceTimersByTime(5000);
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it('is locked also when the clock was set back', () => {
    const idle = vi.fn();
    watchIdle(() => 5, idle);
    vi.setSystemTime(Date.now() - 600 * MINUTE);
    vi.advanceTimersByTime(5 * MINUTE + 5000);
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it('a watch that ended hears nothing', () => {
    const idle = vi.fn();
    watchIdle(() => 5, idle)();
    vi.advanceTimersByTime(60 * MINUTE);
    expect(idle).not.toHaveBeenCalled();
    expect(heard.size).toBe(0);
  });
});
