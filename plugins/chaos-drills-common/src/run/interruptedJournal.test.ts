import fc from 'fast-check';
import { read } from '../__testUtils__/experiments';
import { Target } from '../__testUtils__/Target';
import { VirtualTime } from '../__testUtils__/VirtualTime';
import { readVariables } from '../experiment/variables';
import { RunEvent } from './events';
import {
  faultsIn,
  faultSpan,
  interruptedJournal,
  openFaultsIn,
} from './interruptedJournal';
import { runExperiment } from './runExperiment';

const environment = { TOKEN: 'a-secret-token' };
const at = '2026-11-27T11:00:00.000Z';
const run = {
  experiment: { title: 'Slow answers' },
  start: '2026-11-27T10:00:00.000Z',
  ...{ platform: '', node: '' },
};

/** What a whole run tells. */
async function eventsOfRun(): Promise<RunEvent[]> {
  const { experiment } = read({}, { variables: { environment } });
  if (!experiment) throw new Error('It is read');
  const time = new VirtualTime();
  const events: RunEvent[] = [];
  await time.until(
    runExperiment(experiment, {
      variables: readVariables(experiment.document, { environment }).variables,
      clock: time,
      providers: {
        http: async () => ({ status: 200, headers: {}, body: '' }),
      },
      faults: new Map([['http', new Target(time)]]),
      nextId: () => 'fault-1',
      stop: new AbortController().signal,
      onEvent: event => {
        events.push(event);
      },
    }),
  );
  return events;
}

describe('the journal of a run whose controller is gone', () => {
  it('holds what was kept, wherever it was left, and leaves no fault open', async () => {
    const events = await eventsOfRun();
    fc.assert(
      fc.property(fc.nat(events.length), kept => {
        const some = events.slice(0, kept);
        const open = openFaultsIn(some);
        const journal = interruptedJournal(some, run, {
          ...{ at, reason: 'Gone.', rollbacks: [] },
          ended: new Map(open.map(({ id }) => [id, { at }])),
        });
        const [{ faults, reasons, outcome }] = journal.extensions;
        expect([journal.status, outcome]).toEqual([
          'interrupted',
          'interrupted',
        ]);
        expect(reasons).toEqual(['Gone.']);
        expect(faults.map(({ id }) => id)).toEqual(
          faultsIn(some).map(({ id }) => id),
        );
        expect(faults.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
      }),
    );
    // Until it is known to be over, it may be there: also before its target took it.
    const first = events.findIndex(({ type }) => type === 'fault');
    const last = events.findLastIndex(({ type }) => type === 'fault');
    expect(openFaultsIn(events.slice(0, first + 1))).toHaveLength(1);
    expect(openFaultsIn(events.slice(0, last))).toHaveLength(1);
    expect(openFaultsIn(events)).toEqual([]);
  });

  it('says what could not be undone, and that nothing recovered', async () => {
    const undo = {
      activity: { name: 'all is undone' },
      ...{ output: null, start: at, end: at, duration: 0 },
      status: 'failed' as const,
      exception: ['no answer'],
    };
    const { extensions, rollbacks } = interruptedJournal([], run, {
      ...{ at, reason: 'Gone.', rollbacks: [undo], ended: new Map() },
      recovered: { steady_state_met: false, probes: [] },
    });
    expect(rollbacks).toEqual([undo]);
    expect(extensions[0].reasons).toEqual([
      'Gone.',
      'all is undone failed, so the rollback is not complete: no answer.',
      'The steady state did not hold again after the rollbacks.',
    ]);
  });
});

describe('the span of faults', () => {
  const fault = (injectedAt?: string, endedAt?: string, endsBy?: string) => ({
    ...{ id: 'f', fault: 'latency', target: 't', arguments: {} },
    ...{ leaseSeconds: 20, renewals: 0, intendedAt: '2026-11-27T10:00:00Z' },
    ...{ injectedAt, endedAt, endsBy },
  });

  it('is from the first that was injected to the end of the last, by its lease where nobody heard', () => {
    expect(
      faultSpan([
        fault('2026-11-27T10:01:00Z', '2026-11-27T10:02:00Z'),
        fault('2026-11-27T10:00:30Z', undefined, '2026-11-27T10:03:00Z'),
        fault(),
      ]),
    ).toEqual({ from: '2026-11-27T10:00:30Z', to: '2026-11-27T10:03:00Z' });
    expect(faultSpan([fault()])).toBeUndefined();
  });
});
