import { RunEvents } from '@countersign/plugin-chaos-drills-common';
import { readRun } from './readRun';

const second = (n: number) =>
  new Date(Date.UTC(2026, 10, 27, 10, 0, n)).toISOString();
const probe = (met: boolean, at: number) => ({
  activity: { name: 'the list is answered' },
  status: 'succeeded' as const,
  ...{ start: second(at), end: second(at), tolerance_met: met },
  comparison: {
    met,
    what: 'status',
    compared: met ? 200 : 503,
    expected: '200',
  },
});
const fault = (fields: object = {}) => ({
  ...{ id: 'f1', fault: 'latency', target: 'http://checkout:8080' },
  ...{ arguments: { share: 0.5 }, leaseSeconds: 20, intendedAt: second(2) },
  renewals: 0,
  ...fields,
});
const events = [
  { type: 'phase', phase: 'steady-state-before', at: second(0) },
  {
    type: 'steady-state',
    phase: 'steady-state-before',
    state: { steady_state_met: true, probes: [probe(true, 1)] },
  },
  { type: 'phase', phase: 'method', at: second(2) },
  { type: 'fault', change: 'intended', fault: fault() },
  {
    type: 'fault',
    change: 'injected',
    fault: fault({ injectedAt: second(3) }),
  },
  {
    type: 'fault',
    change: 'renewed',
    fault: fault({ injectedAt: second(3), renewals: 1 }),
  },
  { type: 'activity', phase: 'method', run: probe(false, 9) },
].map((event, i) => ({
  seq: i + 1,
  at: second(i + 1),
  event,
})) as RunEvents['events'];

describe('a run', () => {
  it('is where its last phase is, with each probe, the value that was compared, and the lease', () => {
    const run = readRun(events, { isOver: false });
    expect(run.phases.map(({ state }) => state)).toEqual([
      ...['done', 'running', 'waiting', 'waiting', 'waiting'],
    ]);
    expect(run.phases[0]).toMatchObject({
      met: true,
      steps: [{ met: true, comparison: { compared: '200' } }],
    });
    // It is kept until 20 s after the last renewal, by the clock of the database.
    expect(run.faults).toMatchObject([
      { change: 'renewed', renewals: 1, leaseEndsAt: second(26) },
    ]);
    expect(run.firstBadAt).toBe(second(9));
  });

  it('says what is being done, until it is done or the run is over', () => {
    const step = (name: string, seq: number) => ({
      ...{ seq, at: second(seq) },
      event: { type: 'step', phase: 'method', name, at: second(seq) },
    });
    const done = (seq: number) => ({
      ...{ seq, at: second(seq) },
      event: { type: 'activity', phase: 'method', run: probe(true, seq) },
    });
    const all = [
      ...events.slice(0, 3),
      step('the list is answered', 10),
      step('half of the answers are slow', 11),
    ] as RunEvents['events'];
    const shown = (told: RunEvents['events'], isOver = false) =>
      readRun(told, { isOver }).phases[1].current.map(({ name }) => name);
    expect(shown(all)).toEqual([
      'the list is answered',
      'half of the answers are slow',
    ]);
    expect(shown([...all, done(12)] as RunEvents['events'])).toEqual([
      'half of the answers are slow',
    ]);
    expect(shown(all, true)).toEqual([]);
  });

  it('leaves out what did not come once it is over', () => {
    const run = readRun(events.slice(0, 2), { isOver: true });
    expect(run.phases.map(({ state }) => state)).toEqual([
      ...['done', 'skipped', 'skipped', 'skipped', 'skipped'],
    ]);
    expect(run.firstBadAt).toBeUndefined();
  });

  it('has recovered when the steady state held again', () => {
    const look = (met: boolean, seq: number) => ({
      seq,
      at: second(seq),
      event: {
        type: 'steady-state',
        phase: 'recovery',
        state: { steady_state_met: met, probes: [probe(met, seq)] },
      },
    });
    const more = [look(false, 20), look(true, 30)] as RunEvents['events'];
    expect(readRun([...events, ...more], { isOver: true })).toMatchObject({
      recoveredAt: second(30),
    });
  });
});
