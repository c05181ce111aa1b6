import fc from 'fast-check';
import {
  AlertedIncident,
  alertFigures,
  alertQuality,
  AlertRun,
  outcomeOf,
  runsBehind,
} from './alertQuality';

const period = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

const run = (fields: Partial<AlertRun> = {}): AlertRun => ({
  id: '1',
  ended: true,
  flaps: false,
  mapped: true,
  heard: true,
  runbook: true,
  ...fields,
});
const incident = (fields: Partial<AlertedIncident> = {}): AlertedIncident => ({
  state: 'closed',
  acknowledged: true,
  mergedInto: undefined,
  ...fields,
});

/** Runs and incidents of any kind, also merged in a circle. */
const numbers = ['INC0000001', 'INC0000002', 'INC0000003'];
const anyIncidents = fc.dictionary(
  fc.constantFrom(...numbers),
  fc.record({
    state: fc.constantFrom(
      'triage' as const,
      'new' as const,
      'in-progress' as const,
      'resolved' as const,
      'closed' as const,
      'canceled' as const,
    ),
    acknowledged: fc.boolean(),
    mergedInto: fc.option(fc.constantFrom(...numbers), { nil: undefined }),
  }),
);
const anyRuns = fc.array(
  fc.record({
    id: fc.uuid(),
    ended: fc.boolean(),
    flaps: fc.boolean(),
    mapped: fc.boolean(),
    heard: fc.boolean(),
    runbook: fc.boolean(),
    incident: fc.option(fc.constantFrom(...numbers), { nil: undefined }),
  }),
);

describe('what an alert led to', () => {
  it.each<[string, Partial<AlertRun>, AlertedIncident | undefined, string]>([
    ['nothing without an incident', {}, undefined, 'nothing'],
    [
      'nobody knows yet while it fires',
      { ended: false },
      undefined,
      'undecided',
    ],
    ['something where somebody took its incident', {}, incident(), 'something'],
    [
      'nothing where it was canceled',
      {},
      incident({ state: 'canceled' }),
      'nothing',
    ],
    [
      'nothing where it was over before anybody took it',
      {},
      incident({ acknowledged: false }),
      'nothing',
    ],
    [
      'nobody knows yet while nobody took it',
      {},
      incident({ state: 'new', acknowledged: false }),
      'undecided',
    ],
  ])('%s', (_, fields, found, expected) => {
    const incidents = new Map(found ? [['INC0000001', found]] : []);
    const number = found && { incident: 'INC0000001' };
    expect(outcomeOf(run({ ...fields, ...number }), incidents)).toBe(expected);
  });

  it('is what the incident led to that its own became a part of', () => {
    const incidents = new Map([
      ['INC0000001', incident({ state: 'canceled', mergedInto: 'INC0000002' })],
      ['INC0000002', incident()],
    ]);
    expect(outcomeOf(run({ incident: 'INC0000001' }), incidents)).toBe(
      'something',
    );
  });
});

describe('the quality of alerts', () => {
  it('counts what was heard of an entity, and says what it leaves out', () => {
    expect(
      alertQuality(
        [
          run({ runbook: false }),
          run({ incident: 'INC0000001', flaps: true }),
          run({ ended: false }),
          run({ mapped: false }),
          run({ heard: false }),
        ],
        new Map([['INC0000001', incident()]]),
        period,
      ),
    ).toMatchObject({
      runs: 5,
      unmapped: 1,
      unheard: 1,
      undecided: 1,
      noise: { n: 2, count: 1, rate: 0.5 },
      flapping: { n: 3, count: 1 },
      withoutRunbook: { n: 3, count: 1 },
    });
  });

  it('adds up, whatever happened, and leads to exactly the alerts that it counts', () => {
    fc.assert(
      fc.property(anyRuns, anyIncidents, (runs, told) => {
        const incidents = new Map(Object.entries(told));
        const found = alertQuality(runs, incidents, period);
        const counted = found.runs - found.unmapped - found.unheard;
        expect(found.noise.n + found.undecided).toBe(counted);
        expect([found.flapping.n, found.withoutRunbook.n]).toEqual([
          counted,
          counted,
        ]);
        for (const figure of alertFigures) {
          const behind = runsBehind(figure, runs, incidents);
          expect(behind).toHaveLength(found[figure].count);
          expect(found[figure].count).toBeLessThanOrEqual(found[figure].n);
          expect(behind.every(({ mapped, heard }) => mapped && heard)).toBe(
            true,
          );
        }
      }),
    );
  });
});
