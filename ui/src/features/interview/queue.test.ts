import { describe, expect, it } from 'vitest';
import { SaveQueue } from './queue';

interface Call {
  reference: string;
  value: string;
  end: (error?: string) => void;
}

/** A vault that answers only when the test lets it. */
function desk() {
  const calls: Call[] = [];
  const seen: string[] = [];
  const save = (reference: string, value: string) =>
    new Promise<string>((keep, fail) => {
      calls.push({
        reference,
        value,
        end: (error) => (error ? fail(new Error(error)) : keep(`${reference}=${value}`)),
      });
    });
  const queue = new SaveQueue<string>(save, (error) => (error as Error).message === 'invalid-value', {
    saved: (view) => seen.push(view),
    refused: (reference) => seen.push(`refused ${reference}`),
    failed: (error) => seen.push(`failed ${(error as Error).message}`),
  });
  const answer = async (error?: string) => {
    await turn();
    const call = calls.shift();
    call?.end(error);
    await turn();
    return call && `${call.reference}=${call.value}`;
  };
  return { queue, calls, seen, answer };
}

/** Lets all that is ready to run, run. */
const turn = () => new Promise((done) => setTimeout(done, 0));

describe('answers on their way to the vault', () => {
  it('go one at a time, in the order in which they were first given', async () => {
    const { queue, calls, answer } = desk();
    queue.put('/a', '1');
    queue.put('/b', '2');
    await turn();
    expect(calls).toHaveLength(1);
    expect(await answer()).toBe('/a=1');
    expect(await answer()).toBe('/b=2');
  });

  it('of a question that is typed on, only the newest value follows the one under way', async () => {
    const { queue, answer, calls } = desk();
    queue.put('/a', 'S');
    await turn();
    queue.put('/a', 'So');
    queue.put('/a', 'Sokha');
    expect(await answer()).toBe('/a=S');
    expect(await answer()).toBe('/a=Sokha');
    expect(calls).toHaveLength(0);
    expect(queue.idle).toBe(true);
  });

  it('that could not be kept stay and go when it is tried again', async () => {
    const { queue, seen, answer } = desk();
    queue.put('/a', '1');
    await answer('disk-full');
    expect(seen).toEqual(['failed disk-full']);
    expect(queue.idle).toBe(false);
    const settled = queue.settle();
    expect(await answer()).toBe('/a=1');
    expect(await settled).toBe(true);
  });

  it('that were refused are not tried again, unless something newer was typed', async () => {
    const { queue, seen, answer } = desk();
    queue.put('/a', 'x');
    await turn();
    queue.put('/a', '7');
    await answer('invalid-value');
    expect(seen).toEqual([]);
    await answer('invalid-value');
    expect(seen).toEqual(['refused /a']);
    expect(queue.idle).toBe(true);
  });

  it('are all sent before the next question is asked for, the pause after typing or not', async () => {
    const { queue, answer } = desk();
    queue.put('/a', 'Battambang', 60_000);
    const settled = queue.settle();
    expect(await answer()).toBe('/a=Battambang');
    expect(await settled).toBe(true);
  });

  it('do not reach the next question while one could not be kept', async () => {
    const { queue, answer } = desk();
    queue.put('/a', '1');
    const settled = queue.settle();
    await answer('io');
    await answer('io');
    expect(await settled).toBe(false);
  });
});
