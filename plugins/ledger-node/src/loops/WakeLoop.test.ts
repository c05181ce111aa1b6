import { WakeLoop } from './WakeLoop';

/** Runs that end when they are told to. */
function heldLoop(options: { firstRetryMs?: number } = {}) {
  const runs: { end(error?: Error): void }[] = [];
  const failures: unknown[] = [];
  const loop = new WakeLoop({
    run: () =>
      new Promise<void>((resolve, reject) => {
        runs.push({ end: error => (error ? reject(error) : resolve()) });
      }),
    onFailure: error => failures.push(error),
    ...options,
  });
  return { loop, runs, failures };
}

describe('WakeLoop', () => {
  it('makes one more run of all that wake it during one', async () => {
    const { loop, runs } = heldLoop();
    loop.wake();
    loop.wake();
    loop.wake();
    expect(runs).toHaveLength(1);
    runs[0].end();
    while (runs.length < 2) await Promise.resolve();
    runs[1].end();
    await loop.idle();
    expect(runs).toHaveLength(2);
    loop.wake();
    expect(runs).toHaveLength(3);
  });

  it('runs again after a failure without being woken', async () => {
    const { loop, runs, failures } = heldLoop({ firstRetryMs: 1 });
    loop.wake();
    runs[0].end(new Error('lost'));
    while (runs.length < 2) await new Promise(resolve => setImmediate(resolve));
    runs[1].end();
    await loop.idle();
    expect(failures).toEqual([new Error('lost')]);
  });

  it('ends with the run it is at when it is stopped, also while it waits for another try', async () => {
    const { loop, runs } = heldLoop({ firstRetryMs: 600_000 });
    loop.wake();
    loop.wake();
    runs[0].end(new Error('lost'));
    await new Promise(resolve => setImmediate(resolve));
    await loop.stop();
    expect(loop.stopping).toBe(true);
    loop.wake();
    expect(runs).toHaveLength(1);
  });
});
