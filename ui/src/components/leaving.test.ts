import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beforeLeaving, settleAll } from './leaving';

describe('before the vault is locked', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('what is half typed is kept first', async () => {
    const kept: string[] = [];
    const back = beforeLeaving(async () => {
      await Promise.resolve();
      kept.push('answer');
    });
    await settleAll(1000);
    expect(kept).toEqual(['answer']);
    back();
    await settleAll(1000);
    expect(kept).toEqual(['answer']);
  });

  it('one that fails or never ends keeps nothing open', async () => {
    const back = [
      beforeLeaving(() => Promise.reject(new Error('disk-full'))),
      beforeLeaving(() => new Promise(() => {})),
    ];
    const settled = settleAll(1000);
    await vi.advanceTimersByTimeAsync(1000);
    await settled;
    back.forEach((take) => take());
  });
});
