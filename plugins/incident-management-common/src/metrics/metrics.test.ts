import fc from 'fast-check';
import { incidentsBehind } from './behind';
import { betweenFailures } from './betweenFailures';
import {
  DeploymentFigure,
  deploymentsBehind,
  deliveryFigures,
  failedDeployments,
  MeasuredDeployment,
} from './delivery';
import { MeasuredIncident, recordsOf, timedIncident } from './figures';
import { incidentMetrics } from './report';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 2);
const at = (minutes: number) =>
  new Date(START + minutes * MINUTE).toISOString();
const DAY = 24 * 60;
const scope = { period: { from: at(0), to: at(10 * DAY) }, drills: false };

const incident = (
  number: number,
  times: MeasuredIncident['times'],
  more: Partial<MeasuredIncident> = {},
): MeasuredIncident => ({
  number: `INC${String(number).padStart(7, '0')}`,
  team: 'group:default/checkout',
  entities: ['component:default/shop'],
  source: 'alert',
  state: 'closed',
  drill: false,
  worstPriority: 2,
  causes: [],
  times,
  ...more,
});
const whole = (start: number) => ({
  started: at(start),
  detected: at(start + 2),
  acknowledged: at(start + 5),
  mitigated: at(start + 20),
  restored: at(start + 30),
  resolved: at(start + 60),
});
const metrics = (
  incidents: MeasuredIncident[],
  deployments: MeasuredDeployment[] = [],
  options = scope,
) =>
  incidentMetrics(
    incidents.map(timedIncident),
    deployments,
    options,
    at(20 * DAY),
  );

const deployment = (
  id: string,
  minutes: number,
  more: Partial<MeasuredDeployment> = {},
): MeasuredDeployment => ({
  id,
  change: 'CHG0000001',
  outcome: 'succeeded',
  startedAt: at(minutes),
  finishedAt: at(minutes + 5),
  isRework: false,
  ...more,
});
const caused = { causes: [cause('CHG0000001')] };
function cause(change: string) {
  return {
    change: { number: change },
    reason: 'Seen in the trace',
    by: 'user:default/kenji',
    at: at(100),
  };
}

describe('times of incidents', () => {
  it('go from one moment to another, in seconds', () => {
    const { all } = metrics([
      incident(1, whole(100), { firstAlertAt: at(101) }),
    ]);
    expect(all).toMatchObject({
      incidents: 1,
      detect: { n: 1, median: 120, of: 1 },
      acknowledge: { n: 1, median: 240 },
      mitigate: { median: 1200 },
      restore: { median: 1800 },
      resolve: { median: 3600 },
    });
  });

  it('say of how many they are known', () => {
    const { all } = metrics([
      incident(1, whole(100)),
      incident(2, { started: at(200), detected: at(201) }, { state: 'new' }),
    ]);
    expect(all.restore).toEqual({ n: 1, median: 1800, p90: 1800, of: 2 });
    expect(all.acknowledge).toEqual({ n: 0, of: 2 });
  });

  it.each<[string, Partial<MeasuredIncident>]>([
    ['in triage', { state: 'triage' }],
    ['canceled', { state: 'canceled' }],
    ['a drill', { drill: true }],
    ['from before the period', { times: whole(-1) }],
    ['from after the period', { times: whole(10 * DAY) }],
  ])('leave out one that is %s', (_, more) => {
    expect(metrics([incident(1, whole(0), more)]).all.incidents).toBe(0);
  });

  it('have drills where drills are asked for', () => {
    const drill = incident(1, whole(0), { drill: true });
    expect(metrics([drill], [], { ...scope, drills: true }).all.incidents).toBe(
      1,
    );
  });

  it('are taken apart by team, service, priority, source and week, and each incident is in one of each', () => {
    const report = metrics([
      incident(1, whole(0)),
      incident(2, whole(9 * DAY), {
        team: undefined,
        worstPriority: 1,
        source: 'person',
      }),
    ]);
    const keys = (by: keyof typeof report.by) =>
      report.by[by].map(({ key, figures }) => [key, figures.incidents]);
    expect([keys('team'), keys('priority'), keys('source')]).toEqual([
      [['group:default/checkout', 1]],
      [
        ['1', 1],
        ['2', 1],
      ],
      [
        ['alert', 1],
        ['person', 1],
      ],
    ]);
    expect(
      report.byWeek.map(({ week, incidents }) => [week, incidents]),
    ).toEqual([
      ['2026-W45', 1],
      ['2026-W46', 1],
    ]);
  });

  it('lead to exactly the incidents that they are made of', () => {
    const some = [
      incident(1, whole(0)),
      incident(2, { started: at(5), detected: at(6) }),
    ];
    expect(recordsOf('restore', some.map(timedIncident))).toEqual([
      { number: 'INC0000001', seconds: 1800 },
    ]);
  });
});

describe('the time between failures', () => {
  it('counts what two incidents of a service cover together once', () => {
    expect(
      betweenFailures(
        [incident(1, whole(0)), incident(2, whole(15))].map(timedIncident),
        scope,
        at(20 * DAY),
      ),
    ).toEqual({
      failures: 2,
      services: 1,
      operatingSeconds: (10 * DAY - 45) * 60,
      seconds: ((10 * DAY - 45) * 60) / 2,
    });
  });

  it('counts what goes on as down up to now', () => {
    const { operatingSeconds } = betweenFailures(
      [incident(1, { started: at(DAY), detected: at(DAY) })].map(timedIncident),
      scope,
      at(2 * DAY),
    );
    expect(operatingSeconds).toBe(DAY * 60);
  });

  it('is never negative, and never more than the services had time', () => {
    const times = fc
      .tuple(fc.nat(10 * DAY - 1), fc.nat(20 * DAY))
      .map(([start, length]) => ({
        started: at(start),
        detected: at(start),
        restored: at(start + length),
      }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(times, fc.constantFrom('a', 'b', 'c'))),
        fc.nat(30 * DAY),
        (all, now) => {
          const found = betweenFailures(
            all.map(([each, service], i) =>
              timedIncident(incident(i, each, { entities: [service] })),
            ),
            scope,
            at(now),
          );
          expect(found.failures).toBe(all.length);
          expect(found.operatingSeconds).toBeGreaterThanOrEqual(0);
          expect(found.operatingSeconds).toBeLessThanOrEqual(
            found.services * Math.min(now, 10 * DAY) * 60,
          );
        },
      ),
    );
  });
});

describe('the figures of DORA', () => {
  it('divide distinct deployments that needed intervention by all of them', () => {
    const deployments = [
      deployment('first', 10),
      deployment('second', 60),
      deployment('third', 600, { change: 'CHG0000002' }),
      deployment('broken', 700, { change: undefined, outcome: 'failed' }),
    ];
    const incidents = [
      incident(1, whole(70), caused),
      incident(2, whole(80), caused),
    ].map(timedIncident);
    expect(failedDeployments(deployments, incidents)).toEqual([
      'second',
      'broken',
    ]);
    expect(deliveryFigures(deployments, incidents, scope)).toMatchObject({
      deployments: 4,
      changeFailRate: { n: 4, count: 2, rate: 0.5 },
      frequency: { n: 3, perDay: 0.3 },
      recoveryTime: { n: 2, median: 1800 },
    });
  });

  it('lead to exactly the deployments and incidents that they count', () => {
    const deployments = [
      deployment('one', 60, { committedAt: at(5) }),
      deployment('two', 80, { isRework: true, change: 'CHG0000002' }),
      deployment('broken', 90, { outcome: 'rolled_back', change: undefined }),
      deployment('later', 20 * DAY),
    ];
    const incidents = [incident(1, whole(70), caused)].map(timedIncident);
    const { leadTime, changeFailRate, reworkRate, frequency, recoveryTime } =
      deliveryFigures(deployments, incidents, scope);
    const idsBehind = (figure: DeploymentFigure) =>
      deploymentsBehind(figure, deployments, incidents, scope).map(
        ({ id }) => id,
      );
    expect(idsBehind('frequency')).toEqual(['two', 'one']);
    expect(frequency.n).toBe(2);
    expect(idsBehind('leadTime')).toEqual(['one']);
    expect(leadTime).toMatchObject({ n: 1, of: 2 });
    expect(idsBehind('changeFailRate')).toEqual(['broken', 'one']);
    expect(changeFailRate).toMatchObject({ count: 2, n: 3 });
    expect(idsBehind('reworkRate')).toEqual(['two']);
    expect(reworkRate.count).toBe(1);
    expect(
      incidentsBehind('recoveryTime', incidents, deployments, scope),
    ).toEqual([{ number: 'INC0000001', seconds: 1800 }]);
    expect(recoveryTime).toMatchObject({ n: 1, of: 1 });
  });

  it('blame no deployment that began after the impact', () => {
    expect(
      failedDeployments(
        [deployment('late', 90)],
        [timedIncident(incident(1, whole(70), caused))],
      ),
    ).toEqual([]);
  });

  it('blame none for a drill that does not count', () => {
    const drill = incident(1, whole(70), { ...caused, drill: true });
    const { delivery } = metrics([drill], [deployment('one', 60)]);
    expect(delivery.changeFailRate).toEqual({ n: 1, count: 0, rate: 0 });
  });

  it('take a lead time from a commit that has a time, and rework from what repaired something', () => {
    const { leadTime, reworkRate } = deliveryFigures(
      [
        deployment('one', 60, { committedAt: at(5) }),
        deployment('two', 80, { isRework: true }),
      ],
      [],
      scope,
    );
    expect(leadTime).toEqual({ n: 1, median: 3600, p90: 3600, of: 2 });
    expect(reworkRate).toEqual({ n: 2, count: 1, rate: 0.5 });
  });
});
