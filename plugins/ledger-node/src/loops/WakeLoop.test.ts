import { WakeLoop } from './WakeLoop';

/** Runs that end when they are told to. */
function heldLoop(options: { firstRetryMs?: number } = {}) {
  const runs: { end(error?: Error): void }[] = [];
  const failures: unknown[] = [];
  const waiting: (() => void)[] = [];
  const loop = new WakeLoop({
    run: () =>
      new Promise<void>((resolve, reject) => {
        runs.push({ end: error => (error ? reject(error) : resolve()) });
        waiting.splice(0).forEach(go => go());
      }),
    onFailure: error => failures.push(error),
    ...options,
  });
  /** When so many runs have begun. */
  const begun = async (n: number) => {
    while (runs.length < n) {
      await new Promise<void>(resolve => waiting.push(resolve));
    }
  };
  return { loop, runs, begun, failures };
}

describe('WakeLoop', () => {
  it('makes one more run of all that wake it during one', async () => {
    const { loop, runs, begun } = heldLoop();
    loop.wake();
    loop.wake();
    loop.wake();
    expect(runs).toHaveLength(1);
    runs[0].end();
    await begun(2);
    runs[1].end();
    await loop.idle();
    expect(runs).toHaveLength(2);
    loop.wake();
    expect(runs).toHaveLength(3);
  });

  it('runs again after a failure without being woken', async () => {
    const { loop, runs, begun, failures } = heldLoop({ firstRetryMs: 1 });
    loop.wake();
    runs[0].end(new Error('lost'));
    await begun(2);
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
