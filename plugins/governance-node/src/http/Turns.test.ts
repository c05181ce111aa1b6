import { Turns } from './Turns';

const never = () => new AbortController().signal;

describe('Turns', () => {
  it('are taken by so many at once, wait in order, and refuse who comes when too many wait', async () => {
    const turns = new Turns({ atOnce: 1, mayWait: 2 });
    const order: number[] = [];
    const first = await turns.take(never());
    const waiting = [1, 2].map(n =>
      turns.take(never()).then(release => {
        order.push(n);
        return release;
      }),
    );
    await expect(turns.take(never())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('2 other large bodies'),
    });
    first();
    // Given back twice, it is one turn all the same.
    first();
    (await waiting[0])();
    (await waiting[1])();
    expect(order).toEqual([1, 2]);
    await expect(turns.take(never())).resolves.toBeDefined();
  });

  it('are not given to who went away', async () => {
    const turns = new Turns({ atOnce: 1, mayWait: 1 });
    const first = await turns.take(never());
    const impatient = new AbortController();
    const gone = turns.take(impatient.signal);
    impatient.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    const patient = turns.take(never());
    first();
    (await patient)();
    await expect(turns.take(AbortSignal.abort())).rejects.toThrow('aborted');
    await expect(turns.take(never())).resolves.toBeDefined();
  });
});
