import { bench } from '../__testUtils__/bench';
import { httpFaults } from '../providers';
import { FaultControl, RunStop } from './ports';

const MINUTES_AHEAD = 10;

/** A control of which some requests are answered otherwise. */
const changed = (
  control: FaultControl,
  otherwise: Partial<FaultControl>,
): ReadonlyMap<string, FaultControl> =>
  new Map([
    [
      'http',
      {
        inject: (...asked) => control.inject(...asked),
        renew: (...asked) => control.renew(...asked),
        end: (...asked) => control.end(...asked),
        ...otherwise,
      },
    ],
  ]);

describe('in trouble, a run', () => {
  it('waits ten seconds for a target that does not answer, and rolls back', async () => {
    const { play, target, time } = bench();
    const began = time.now();
    const journal = await play({
      faults: changed(target, {
        inject: (_request, _seconds, signal) =>
          new Promise((_, failed) => {
            signal.addEventListener('abort', () => failed(signal.reason));
          }),
      }),
    });
    expect(time.now() - began).toBeLessThan(15_000);
    expect(journal).toMatchObject({
      rollbacks: [{ status: 'succeeded' }],
      extensions: [
        {
          outcome: 'failed',
          reasons: [expect.stringContaining('no answer within 10 s')],
        },
      ],
    });
    // The target may have taken it all the same.
    expect(target.asked).toContain('end');
  });

  it('goes by its own clock where that of the target is ten minutes ahead, and says so', async () => {
    const { play, time } = bench();
    const answer = (seconds: number, id: string) => {
      const theirs = time.now() + MINUTES_AHEAD * 60_000;
      return new Response(
        JSON.stringify({
          id,
          expiresAt: new Date(theirs + seconds * 1000).toISOString(),
        }),
        { headers: { date: new Date(theirs).toUTCString() } },
      );
    };
    const asked: string[] = [];
    const control = httpFaults({
      now: () => time.now(),
      fetch: async (url, init) => {
        const { method = 'GET', body } = init ?? {};
        asked.push(`${method} ${new URL(String(url)).pathname}`);
        if (method === 'DELETE') return new Response(null, { status: 204 });
        const { id = 'fault-0', seconds } = JSON.parse(String(body));
        return answer(seconds, id);
      },
    });
    const began = time.now();
    const journal = await play({ faults: new Map([['http', control]]) });
    const [{ outcome, faults }] = journal.extensions;
    expect(outcome).toBe('passed');
    expect(faults[0].clockAheadSeconds).toBe(MINUTES_AHEAD * 60);
    expect(Date.parse(faults[0].injectedAt!)).toBe(began);
    expect(Date.parse(faults[0].endedAt!) - began).toBe(60_000);
    expect(
      asked.filter(each => each.endsWith('/renew')).length,
    ).toBeGreaterThan(5);
  });

  it('says once why it was stopped, whatever a clock says of who waited', async () => {
    const { play, time, stop } = bench();
    const journal = await play({
      clock: {
        now: time.now,
        sleep: (ms, signal) =>
          time.sleep(ms, signal).catch(() => {
            throw new Error('The operation was aborted');
          }),
      },
      onEvent: event => {
        if (event.type === 'fault' && event.change === 'renewed') {
          stop.abort(new RunStop('stopped', 'It harms.'));
        }
      },
    });
    expect(journal.extensions[0]).toMatchObject({
      outcome: 'stopped',
      reasons: ['It harms.'],
    });
  });

  it('is no success where its rollback fails, and says which', async () => {
    const { play, status, target } = bench();
    status.undo = () => {
      throw new Error('connect ECONNREFUSED');
    };
    const journal = await play();
    expect(journal).toMatchObject({
      rollbacks: [{ status: 'failed' }],
      extensions: [
        {
          outcome: 'failed',
          reasons: [
            'all is undone failed, so the rollback is not complete: connect ECONNREFUSED.',
          ],
        },
      ],
    });
    expect(target.on).toBe(0);
  });

  it('tells where a target did not hear that its fault is over, and by when it ends all the same', async () => {
    const { play, target } = bench();
    const journal = await play({
      faults: changed(target, {
        end: async () => {
          throw new Error('connect ECONNREFUSED');
        },
      }),
    });
    const [{ outcome, faults }] = journal.extensions;
    expect(outcome).toBe('failed');
    expect(faults[0].problem).toContain('did not hear');
    expect(Date.parse(faults[0].endsBy!)).toBeGreaterThanOrEqual(
      target.lastEnd,
    );
  });
});
