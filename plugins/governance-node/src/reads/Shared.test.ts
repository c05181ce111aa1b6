import { setImmediate as turn } from 'timers/promises';
import { Shared } from './Shared';

/** What has not begun by then never does. */
const MOST_TURNS = 10_000;

/** Reads that end when they are told to; each answers with its number. */
function heldShared() {
  const reads: { end(error?: Error): void }[] = [];
  const shared = new Shared<number>();
  const ask = (key = 'list') =>
    shared.ask(
      key,
      () =>
        new Promise((resolve, reject) => {
          const number = reads.length;
          reads.push({
            end: error => (error ? reject(error) : resolve(number)),
          });
        }),
    );
  const read = async (n: number) => {
    for (let turns = 0; reads.length <= n; turns++) {
      if (turns > MOST_TURNS) throw new Error(`Read ${n} does not begin`);
      await turn();
    }
    return reads[n];
  };
  return { ask, read, reads };
}

describe('Shared', () => {
  it('reads once for all who come while another read is under way, and after they came', async () => {
    const { ask, read, reads } = heldShared();
    const first = ask();
    const others = [ask(), ask(), ask()];
    expect(reads).toHaveLength(1);
    (await read(0)).end();
    expect(await first).toBe(0);
    const second = await read(1);
    const last = ask();
    second.end();
    expect(await Promise.all(others)).toEqual([1, 1, 1]);
    (await read(2)).end();
    expect(await last).toBe(2);
    expect(reads).toHaveLength(3);
  });

  it('keeps nothing: who asks when nothing is under way gets a new answer', async () => {
    const { ask, read } = heldShared();
    const first = ask();
    (await read(0)).end();
    await first;
    const second = ask();
    (await read(1)).end();
    expect(await second).toBe(1);
  });

  it('does not let other questions wait', () => {
    const { ask, reads } = heldShared();
    ask('list');
    ask('other');
    expect(reads).toHaveLength(2);
  });

  it('reads again for those who waited for a read that failed', async () => {
    const { ask, read } = heldShared();
    const first = ask();
    const second = ask();
    (await read(0)).end(new Error('lost'));
    await expect(first).rejects.toThrow('lost');
    (await read(1)).end();
    expect(await second).toBe(1);
  });
});
