import { DashboardFigure } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { TimedIncident } from '../metrics/figures';
import { fallsInto, incidentDashboardFigures } from './figures';

const asked = {
  previousFrom: '2026-11-01T00:00:00.000Z',
  from: '2026-11-08T00:00:00.000Z',
  to: '2026-11-15T00:00:00.000Z',
};
const HOUR = 3_600_000;
const begin = Date.parse(asked.previousFrom);

const incident = (fields: Partial<TimedIncident> = {}): TimedIncident => ({
  number: 'INC0000001',
  team: 'group:default/shop',
  entities: ['component:default/cart'],
  source: 'person',
  state: 'closed',
  drill: false,
  worstPriority: 3,
  causes: [],
  startedAt: begin,
  acknowledged: true,
  mergedInto: undefined,
  downUntil: undefined,
  seconds: {},
  ...fields,
});
const figuresOf = (
  incidents: TimedIncident[],
  rest: Partial<Parameters<typeof incidentDashboardFigures>[0]> = {},
) =>
  new Map<string, DashboardFigure>(
    incidentDashboardFigures({
      asked,
      scope: {},
      incidents,
      lengths: { open: 0, urgent: 0 },
      overdueActions: 0,
      ...rest,
    }).map(figure => [figure.id, figure]),
  );

describe('the figures of incidents', () => {
  it('compare the time to restore with that of the period before', () => {
    const figures = figuresOf([
      incident({ seconds: { restore: 600 } }),
      incident({ startedAt: Date.parse(asked.from), seconds: { restore: 60 } }),
      incident({ startedAt: Date.parse(asked.from) }),
    ]);
    expect(figures.get('restore')).toMatchObject({
      value: 60,
      previous: 600,
      n: 1,
    });
    expect(figures.get('started')).toMatchObject({ value: 2, previous: 1 });
  });

  it('have no time to restore where nothing was restored', () => {
    const { value, previous, n } = figuresOf([]).get('restore')!;
    expect([value, previous, n]).toEqual([undefined, undefined, 0]);
  });

  it('know how many were going on when the period began', () => {
    const before = (hours: number) => Date.parse(asked.from) - hours * HOUR;
    const going = (fields: Partial<TimedIncident>) =>
      figuresOf([incident({ startedAt: before(2), ...fields })]).get('open')!
        .previous;
    expect(going({})).toBe(1);
    expect(going({ seconds: { resolve: 2 * 3600 } })).toBe(0);
    expect(going({ seconds: { resolve: 3 * 3600 } })).toBe(1);
    expect(going({ startedAt: before(0) })).toBe(0);
    expect(going({ drill: true })).toBe(0);
    expect(going({ state: 'canceled' })).toBe(0);
  });

  it('count each incident in one of two periods that touch', () => {
    const some = fc
      .integer({ min: 0, max: 14 * 24 - 1 })
      .map(hour => incident({ startedAt: begin + hour * HOUR }));
    fc.assert(
      fc.property(fc.array(some), incidents => {
        const { value, previous } = figuresOf(incidents).get('started')!;
        expect(value! + previous!).toBe(incidents.length);
      }),
    );
  });

  it('are the same of those incidents alone that fall into the periods', () => {
    const some = fc
      .record({
        hour: fc.integer({ min: -30 * 24, max: 21 * 24 }),
        resolve: fc.option(fc.integer({ min: 0, max: 20 * 24 })),
        state: fc.constantFrom('closed' as const, 'canceled' as const),
      })
      .map(({ hour, resolve, state }) =>
        incident({
          ...{ state, startedAt: begin + hour * HOUR },
          seconds:
            resolve === null
              ? {}
              : { resolve: resolve * 3600, restore: resolve * 1800 },
        }),
      );
    fc.assert(
      fc.property(fc.array(some), incidents => {
        const few = incidents.filter(fallsInto(asked));
        expect(figuresOf(few)).toEqual(figuresOf(incidents));
      }),
    );
  });

  it('lead to lists that are narrowed as they are, and to none where no list is', () => {
    const teams = ['group:default/shop'];
    const lists = (scope: { teams?: string[]; items?: string[] }) =>
      Object.fromEntries(
        [...figuresOf([], { scope, openProblems: 1 })].map(([id, { list }]) => [
          id,
          list,
        ]),
      );
    const report = { from: '2026-11-08', to: '2026-11-14' };
    expect(lists({ teams })).toMatchObject({
      open: {
        state: ['new', 'in-progress', 'on-hold'],
        drill: false,
        team: teams,
      },
      restore: { ...report, team: teams },
      problems: { team: teams },
      overdueActions: undefined,
    });
    expect(lists({ items: ['system:default/shop'] })).toMatchObject({
      open: { entityRef: ['system:default/shop'] },
      restore: undefined,
      problems: undefined,
    });
    expect(lists({})).toMatchObject({
      restore: report,
      overdueActions: { overdue: true },
    });
    const many = Array.from(
      { length: 51 },
      (_, i) => `component:default/c${i}`,
    );
    expect(lists({ items: many }).open).toBeUndefined();
  });

  it('do not speak of problems to who may not read them', () => {
    expect(figuresOf([]).has('problems')).toBe(false);
  });
});
