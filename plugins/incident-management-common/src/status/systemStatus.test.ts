import fc from 'fast-check';
import { isOpen } from '../model';
import {
  StatusIncident,
  SystemState,
  systemStates,
  SystemStatus,
} from './model';
import { statusPage, StatusWorld } from './systemStatus';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-26T15:00:00.000Z');
const at = (hoursAgo: number) => new Date(NOW - hoursAgo * HOUR).toISOString();

const shop = 'system:default/shop';
const mail = 'system:default/mail';
const cart = 'component:default/cart';
const relay = 'component:default/relay';
const systems = [
  { entityRef: shop, title: 'Shop', parts: [cart] },
  { entityRef: mail, title: 'Mail', parts: [relay] },
];

const incident = (fields: Partial<StatusIncident> = {}): StatusIncident => ({
  number: 'INC0000001',
  title: 'Payments are slow',
  entities: [cart],
  state: 'in-progress',
  impact: 'high',
  times: { started: at(2), detected: at(2) },
  ...fields,
});
const page = (world: Partial<StatusWorld>) =>
  statusPage(
    { systems, incidents: [], changes: [], ...world },
    new Date(NOW).toISOString(),
  );
const systemOf = (world: Partial<StatusWorld>, ref = shop) =>
  page(world).systems.find(({ entityRef }) => entityRef === ref)!;
const stateOf = (...incidents: StatusIncident[]) =>
  systemOf({ incidents }).state;

const change = {
  number: 'CHG0000042',
  title: 'Move the cart',
  state: 'implement' as const,
  approvalStatus: 'approved' as const,
  items: [cart],
  window: { start: at(1), end: at(-1) },
};

/** Incidents of the days that are shown, in every state, on the shop, on both, or on what is in no system. */
const someIncident = fc
  .record({
    n: fc.integer({ min: 1, max: 9_999_999 }),
    entities: fc.constantFrom<string[]>(
      [cart],
      [shop],
      [cart, relay],
      ['component:default/nowhere'],
    ),
    state: fc.constantFrom(
      'triage' as const,
      'new' as const,
      'in-progress' as const,
      'on-hold' as const,
      'resolved' as const,
    ),
    impact: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
    started: fc.integer({ min: 0, max: 20 * 24 }),
    lasts: fc.integer({ min: 0, max: 5 * 24 }),
    isMitigated: fc.boolean(),
  })
  .map(({ n, started, lasts, isMitigated, ...fields }) => {
    const end = at(Math.max(0, started - lasts));
    return incident({
      ...fields,
      number: `INC${String(n).padStart(7, '0')}`,
      times: {
        started: at(started),
        detected: at(started),
        ...(isMitigated && { mitigated: end }),
        ...(!isOpen(fields.state) && { restored: end, resolved: end }),
      },
    });
  });
const rank = (state: SystemState) => systemStates.indexOf(state);
const wordsOf = ({ state, history }: SystemStatus) => [
  state,
  ...history.map(day => day.state),
];
const partsOf: Record<string, string[]> = {
  [shop]: [shop, cart],
  [mail]: [mail, relay],
};

describe('how a system stands', () => {
  it('is said in one word, by the worst that its readers may see', () => {
    expect(stateOf()).toBe('operational');
    expect(stateOf(incident())).toBe('outage');
    expect(stateOf(incident({ impact: 'medium' }))).toBe('degraded');
    expect(stateOf(incident({ impact: 'low' }), incident())).toBe('outage');
    expect(stateOf(incident({ entities: [relay] }))).toBe('operational');
    const { started, detected } = incident().times;
    const mitigated = { started, detected, mitigated: at(1) };
    expect(stateOf(incident({ times: mitigated }))).toBe('degraded');
    const restored = { ...mitigated, restored: at(1) };
    expect(stateOf(incident({ times: restored }))).toBe('operational');
    expect(stateOf(incident({ state: 'triage' }))).toBe('operational');
  });

  it('is maintenance in the window of an approved change, and no excuse for an outage', () => {
    expect(systemOf({ changes: [change] })).toMatchObject({
      state: 'maintenance',
      maintenance: [{ number: 'CHG0000042', until: at(-1) }],
    });
    for (const other of [
      { approvalStatus: 'requested' as never },
      { state: 'closed' as const },
      { window: { start: at(3), end: at(2) } },
      { items: [relay] },
    ]) {
      expect(systemOf({ changes: [{ ...change, ...other }] }).state).toBe(
        'operational',
      );
    }
    const both = systemOf({ changes: [change], incidents: [incident()] });
    expect(both.state).toBe('outage');
    expect(both.maintenance).toHaveLength(1);
    expect(page({ changes: undefined }).knowsMaintenance).toBe(false);
  });

  it('tells what is planned for the next day, the next first, and nothing that was begun, refused or comes later', () => {
    const planned = (fields: Partial<typeof change>) => ({
      ...change,
      state: 'scheduled' as never,
      ...fields,
    });
    const shown = systemOf({
      changes: [
        planned({
          number: 'CHG0000044',
          window: { start: at(-23), end: at(-26) },
        }),
        planned({
          ...{ number: 'CHG0000043', items: [cart, shop] },
          window: { start: at(-2), end: at(-3) },
        }),
        planned({ window: { start: at(-25), end: at(-26) } }),
        planned({
          approvalStatus: 'rejected' as never,
          window: { start: at(-2), end: at(-3) },
        }),
        planned({ items: [relay], window: { start: at(-2), end: at(-3) } }),
        planned({}),
      ],
    });
    expect(shown.planned).toEqual([
      {
        ...{ number: 'CHG0000043', title: 'Move the cart' },
        ...{ start: at(-2), end: at(-3) },
      },
      expect.objectContaining({ number: 'CHG0000044', start: at(-23) }),
    ]);
    // What is only planned leaves the system as it is; the one whose window is on does not.
    expect(shown.maintenance).toHaveLength(1);
  });

  it('is unknown where nothing in the catalog leads to it', () => {
    const empty = [{ entityRef: shop, title: 'Shop', parts: [] }];
    expect(systemOf({ systems: empty }).state).toBe('unknown');
    expect(
      systemOf({
        systems: empty,
        incidents: [incident({ entities: [shop] })],
      }).state,
    ).toBe('outage');
  });

  it('says that a promised update is missing', () => {
    const update = { text: 'We look.', by: 'user:default/ada', at: at(2) };
    const overdue = (nextAt?: string) =>
      systemOf({
        incidents: [incident({ update: { ...update, nextAt } })],
      }).incidents[0].updateOverdue;
    expect([overdue(at(1)), overdue(at(-1)), overdue()]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has the worst of each day behind it', () => {
    const { history } = systemOf({
      incidents: [
        incident({
          state: 'closed',
          times: {
            started: '2026-11-23T23:00:00.000Z',
            detected: '2026-11-23T23:00:00.000Z',
            mitigated: '2026-11-24T00:00:00.000Z',
            restored: '2026-11-25T01:00:00.000Z',
            resolved: '2026-11-25T02:00:00.000Z',
          },
        }),
      ],
    });
    expect(history).toHaveLength(14);
    expect(history.slice(-5)).toEqual([
      { day: '2026-11-22', state: 'operational' },
      { day: '2026-11-23', state: 'outage' },
      { day: '2026-11-24', state: 'degraded' },
      { day: '2026-11-25', state: 'degraded' },
      { day: '2026-11-26', state: 'operational' },
    ]);
  });

  it('never gets better by one more incident, and is none of what hits others', () => {
    fc.assert(
      fc.property(fc.array(someIncident), someIncident, (others, one) => {
        const [before, after] = [others, [...others, one]].map(
          incidents =>
            new Map(
              page({ incidents }).systems.map(each => [each.entityRef, each]),
            ),
        );
        for (const ref of [shop, mail]) {
          const [then, now] = [before.get(ref)!, after.get(ref)!];
          expect(
            wordsOf(now).every(
              (state, k) => rank(state) <= rank(wordsOf(then)[k]),
            ),
          ).toBe(true);
        }
        const isHit = (ref: string) =>
          one.entities.some(each => partsOf[ref].includes(each));
        const spared = [shop, mail].filter(ref => !isHit(ref));
        expect(spared.map(ref => after.get(ref))).toEqual(
          spared.map(ref => before.get(ref)),
        );
      }),
    );
  });

  it('shows each open incident where it hits, and in triage nowhere', () => {
    fc.assert(
      fc.property(fc.array(someIncident), incidents => {
        const answer = page({ incidents });
        const shown = new Set(
          [
            ...answer.systems.flatMap(system => system.incidents),
            ...answer.elsewhere,
          ].map(({ number }) => number),
        );
        const told = incidents.filter(
          ({ state }) => isOpen(state) && state !== 'triage',
        );
        expect(shown).toEqual(new Set(told.map(({ number }) => number)));
        for (const { state, history } of answer.systems) {
          expect(rank(history.at(-1)!.state)).toBeLessThanOrEqual(rank(state));
        }
      }),
    );
  });
});
