import fc from 'fast-check';
import { bench } from '../__testUtils__/bench';
import { drill, steady } from '../__testUtils__/experiments';
import { Experiment } from '../experiment';
import { RunStop } from './ports';

const steadyProbe = steady({ type: 'http', url: '${url}/health' }, 200)[
  'steady-state-hypothesis'
].probes[0];

const names = ({ method }: Experiment) => method.map(({ name }) => name);

describe('a run', () => {
  it('checks the steady state, holds the fault by its lease, rolls back and sees that all recovered', async () => {
    const { play, target, events, experiment } = bench();
    const journal = await play();
    expect(journal).toMatchObject({
      status: 'completed',
      deviated: false,
      steady_states: {
        before: { steady_state_met: true },
        after: { steady_state_met: true },
      },
      run: [{ status: 'succeeded', duration: 60 }],
      rollbacks: [{ status: 'succeeded' }],
      extensions: [
        {
          outcome: 'passed',
          reasons: [],
          recovered: { steady_state_met: true },
        },
      ],
    });
    expect(names(experiment)).toEqual(['slow answers']);
    const [{ faults }] = journal.extensions;
    expect(faults).toMatchObject([{ id: 'fault-0', leaseSeconds: 12 }]);
    expect(faults[0].renewals).toBeGreaterThan(9);
    expect(target.asked[0]).toBe('inject');
    expect(target.asked.at(-1)).toBe('end');
    expect(target.asked.filter(each => each === 'inject')).toHaveLength(1);
    // It was known before the target was asked.
    expect(
      events.flatMap(each => (each.type === 'fault' ? [each.change] : [])),
    ).toEqual(expect.arrayContaining(['intended', 'injected', 'ended']));
    expect(JSON.stringify([journal, events])).not.toContain('a-secret-token');
  });

  it('does nothing where the steady state does not hold before', async () => {
    const { play, target, status } = bench();
    status.health = () => 503;
    const journal = await play();
    expect(journal).toMatchObject({
      status: 'failed',
      run: [],
      rollbacks: [],
      steady_states: {
        before: {
          probes: [
            {
              tolerance_met: false,
              comparison: { what: 'status', compared: 503, expected: '200' },
            },
          ],
        },
      },
    });
    expect(target.asked).toEqual([]);
  });

  it('looks at every probe also after one that fails', async () => {
    const probe = drill['steady-state-hypothesis'].probes[0];
    const { play, status } = bench({
      'steady-state-hypothesis': {
        title: 'Both',
        probes: [probe, { ...probe, name: 'again' }],
      },
    });
    status.health = () => 500;
    const { steady_states } = await play();
    expect(steady_states.before?.probes).toHaveLength(2);
  });

  it('is no success where the commands of the rollback end well and the system does not', async () => {
    const { play, status, target } = bench();
    let wasOn = false;
    status.health = () => {
      wasOn ||= target.asked.length > 0;
      return wasOn ? 503 : 200;
    };
    const journal = await play();
    expect(journal).toMatchObject({
      status: 'completed',
      deviated: true,
      rollbacks: [{ status: 'succeeded' }],
      extensions: [
        {
          outcome: 'failed',
          reasons: expect.arrayContaining([
            'The steady state did not hold again after the rollbacks.',
          ]),
        },
      ],
    });
  });

  it('fails with the reason where the target does not take the fault', async () => {
    const { play, target } = bench();
    target.refuses = 'HTTP 403, faults are not enabled';
    const journal = await play();
    expect(journal).toMatchObject({
      status: 'failed',
      rollbacks: [{ status: 'succeeded' }],
      extensions: [
        {
          outcome: 'failed',
          reasons: [expect.stringContaining('faults are not enabled')],
        },
      ],
    });
  });

  it('says that a fault ended by its lease where it can no longer be renewed', async () => {
    const { play, target, time } = bench();
    const journal = await play({
      onEvent: event => {
        if (event.type === 'fault' && event.change === 'renewed') {
          target.isDeaf = true;
        }
      },
    });
    expect(journal.extensions[0]).toMatchObject({
      outcome: 'failed',
      reasons: [expect.stringContaining('lease could not be renewed')],
    });
    expect(target.on).toBe(0);
    expect(target.lastEnd).toBeLessThanOrEqual(time.now());
  });

  it('asks once for the whole time where nothing can be renewed, and for no longer than a fault may outlive us', async () => {
    const { play, target } = bench();
    const once = {
      canRenew: false,
      inject: target.inject.bind(target),
      renew: target.renew.bind(target),
      end: target.end.bind(target),
    };
    const faults = new Map([['http', once]]);
    const journal = await play({ faults });
    expect(journal.extensions[0]).toMatchObject({
      outcome: 'passed',
      faults: [{ leaseSeconds: 60, renewals: 0 }],
    });
    expect(target.asked).toEqual(['inject', 'end']);

    const { play: playLonger } = bench({
      extensions: [{ ...drill.extensions[0], longest: 2000 }],
      method: [
        {
          ...drill.method[0],
          provider: { ...drill.method[0].provider, seconds: 1000 },
        },
      ],
    });
    const longer = await playLonger({ faults });
    expect(longer.extensions[0]).toMatchObject({
      outcome: 'failed',
      reasons: [expect.stringContaining('outlive us by 900 s at most')],
    });
    expect(target.asked).toEqual(['inject', 'end']);
  });

  it('goes on where somebody ends the fault before its time', async () => {
    const { play, target } = bench();
    const journal = await play({
      onEvent: event => {
        if (event.type === 'fault' && event.change === 'renewed') {
          target.mitigate();
        }
      },
    });
    expect(journal.extensions[0]).toMatchObject({
      outcome: 'passed',
      faults: [{ endedElsewhere: true, renewals: 1 }],
    });
    expect(journal.duration).toBeLessThan(15);
  });

  it('stops on a condition, rolls back, and says which value it was', async () => {
    const { play, status, target } = bench({
      extensions: [
        {
          ...drill.extensions[0],
          'stop-when-not': [
            {
              type: 'probe',
              name: 'some are answered',
              tolerance: { type: 'range', target: 'status', range: [200, 299] },
              provider: { type: 'http', url: '${url}/some' },
            },
          ],
        },
      ],
    });
    status.health = () => (target.on > 0 ? 503 : 200);
    const journal = await play();
    expect(journal).toMatchObject({
      status: 'aborted',
      rollbacks: [{ status: 'succeeded' }],
      extensions: [
        {
          outcome: 'stopped',
          reasons: [
            'some are answered: status is 503, and has to be from 200 to 299',
          ],
        },
      ],
    });
    expect(target.on).toBe(0);
  });

  it('takes no longer than it may', async () => {
    const { play } = bench({
      extensions: [{ ...drill.extensions[0], longest: 30 }],
      method: [{ ...drill.method[0], background: true }],
    });
    const journal = await play();
    expect(journal).toMatchObject({
      status: 'aborted',
      extensions: [{ reasons: ['It took longer than 30 s.'] }],
    });
  });

  it('injects nothing that nobody could know of afterwards', async () => {
    const { play, target } = bench();
    const journal = await play({
      onEvent: event => {
        if (event.type === 'fault') throw new Error('the store is down');
      },
    });
    expect(target.asked).toEqual([]);
    expect(journal.extensions[0].outcome).toBe('failed');
    expect(journal.rollbacks).toHaveLength(1);
  });

  it('leaves no fault on and always rolls back, whenever it is stopped and whatever fails', async () => {
    const stops = fc.record({
      after: fc.integer({ min: 0, max: 80_000 }),
      kind: fc.constantFrom('stopped' as const, 'interrupted' as const),
      deafFrom: fc.option(fc.integer({ min: 0, max: 80_000 })),
      background: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(stops, async ({ after, kind, deafFrom, background }) => {
        const { play, target, time, stop } = bench({
          method: [
            { ...drill.method[0], background },
            { ...steadyProbe, pauses: { before: 70 } },
          ],
        });
        const calm = new AbortController().signal;
        time
          .sleep(after, calm)
          .then(() => stop.abort(new RunStop(kind, 'Enough.')));
        if (deafFrom !== null) {
          time.sleep(deafFrom, calm).then(() => {
            target.isDeaf = true;
          });
        }
        const journal = await play();
        const heard = deafFrom === null;
        const { outcome } = journal.extensions[0];
        expect({
          rolledBack: journal.rollbacks.length,
          // What the target did not hear of ends by its lease.
          endsInTime: target.lastEnd <= time.now() + 12_000,
          isOn: heard && target.on > 0,
          injections: target.asked.filter(each => each === 'inject').length > 1,
          outcome: heard && after > 0 && after < 60_000 ? outcome : kind,
        }).toEqual({
          rolledBack: journal.run.length > 0 ? 1 : 0,
          endsInTime: true,
          isOn: false,
          injections: false,
          outcome: kind,
        });
      }),
      { numRuns: 60 },
    );
  });
});
