import { readConfigurationItem } from '@countersign/plugin-cmdb-common';
import {
  changesAround,
  maintenanceOf,
  MaintenanceRule,
  WindowedChange,
} from './maintenance';
import {
  openSilenceSchema,
  Silence,
  silenceProblem,
  silencesOf,
} from './silences';

const item = readConfigurationItem({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api' },
  spec: { type: 'service', owner: 'group:default/team' },
});
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`);
const silence: Silence = {
  id: '00000000-0000-4000-8000-000000000001',
  match: { entityRef: 'component:default/checkout-api', 'labels.job': 'batch' },
  reason: 'The batch is being moved',
  author: 'user:default/ada',
  startsAt: '2026-11-24T12:00:00.000Z',
  endsAt: '2026-11-24T14:00:00.000Z',
  createdAt: '2026-11-24T11:00:00.000Z',
};
const about = {
  integration: 'prometheus',
  kind: 'alertmanager',
  condition: 'DiskFull',
  title: 'Disk full',
  labels: { job: 'Batch' },
  annotations: {},
  resource: {},
  hints: [],
  entityRef: 'component:default/checkout-api',
};

describe('a silence', () => {
  it('keeps quiet what it is about, from its start to its end', () => {
    const quiet = (time: string, more: Partial<Silence> = {}) =>
      silencesOf(about, [{ ...silence, ...more }], at(time)).length > 0;
    expect(['11:59', '12:00', '13:59', '14:00'].map(t => quiet(t))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(quiet('13:00', { endedAt: '2026-11-24T12:30:00Z' })).toBe(false);
    expect(quiet('13:00', { match: { 'labels.job': 'api' } })).toBe(false);
    expect(silencesOf(about, [silence], at('13:00'))).toEqual([
      {
        by: 'silence',
        id: silence.id,
        title: silence.reason,
        until: at('14:00'),
      },
    ]);
  });

  it('has an end and a reason', () => {
    const { match, endsAt } = silence;
    expect(openSilenceSchema.safeParse({ match, endsAt }).success).toBe(false);
    expect(
      openSilenceSchema.safeParse({ match, reason: 'We know' }).success,
    ).toBe(false);
    const problem = (endsAtOther: string) =>
      silenceProblem({ ...silence, endsAt: endsAtOther }, at('12:00'));
    expect(problem('2026-11-24T12:00:00.000Z')).toContain('after the start');
    expect(problem('2027-11-24T12:00:00.000Z')).toContain('31 days');
    expect(problem(silence.endsAt)).toBeUndefined();
    expect(silenceProblem(silence, at('15:00'))).toContain('past');
  });
});

describe('the change calendar', () => {
  const window: MaintenanceRule = {
    id: 'rule-1',
    kind: 'maintenance',
    title: 'Night of the databases',
    start: '2026-11-02T22:00:00.000Z',
    end: '2026-11-03T02:00:00.000Z',
    timeZone: 'UTC',
    rrule: 'FREQ=DAILY',
    environments: [],
    scope: { 'metadata.name': 'checkout-api' },
  };

  it('names the window that an item is in, and when it ends', () => {
    const during = (time: number, more: Partial<MaintenanceRule> = {}) =>
      maintenanceOf(item, [{ ...window, ...more }], time);
    expect(during(at('23:00'))).toEqual([
      {
        by: 'maintenance',
        id: 'rule-1',
        title: window.title,
        until: Date.parse('2026-11-25T02:00:00Z'),
      },
    ]);
    expect(during(at('21:59'))).toEqual([]);
    expect(during(at('23:00'), { kind: 'freeze' })).toEqual([]);
    expect(during(at('23:00'), { scope: { type: 'database' } })).toEqual([]);
    expect(during(at('23:00'), { environments: ['staging'] })).toEqual([]);
    expect(
      during(at('23:00'), { endedAt: '2026-11-20T00:00:00.000Z' }),
    ).toEqual([]);
    expect(maintenanceOf(undefined, [window], at('23:00'))).toEqual([]);
  });

  it('marks what fires while an approved change is made', () => {
    const change: WindowedChange = {
      number: 'CHG0000042',
      title: 'Raise the timeout',
      state: 'implement',
      items: ['component:default/checkout-api'],
      window: { start: '2026-11-24T12:00:00Z', end: '2026-11-24T13:00:00Z' },
      approvalStatus: 'approved',
    };
    const around = (more: object, time = '12:30') =>
      changesAround(item.entityRef, [{ ...change, ...more }], at(time)).map(
        ({ number }) => number,
      );
    expect(around({})).toEqual(['CHG0000042']);
    expect(around({}, '13:00')).toEqual([]);
    expect(around({ approvalStatus: 'pending' })).toEqual([]);
    expect(around({ state: 'canceled' })).toEqual([]);
    expect(around({ items: ['component:default/other'] })).toEqual([]);
  });
});
