import {
  entity,
  record,
  say,
  time,
} from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { calendarChange, scheduleRule } from '../__testUtils__/calendar';
import { estate } from '../__testUtils__/estate';
import { CalendarChange, changeStates } from '../model';
import { ConflictInput, findConflicts } from './findConflicts';
import { windowHoldingStates } from './input';

const web = 'component:default/web';
const checkout = 'component:default/checkout-api';
const db = 'resource:default/orders-db';
const wiki = 'component:default/wiki';
const graph = estate();
const { window } = calendarChange();

const find = (
  change: Partial<ConflictInput['change']>,
  surroundings: Partial<ConflictInput> = {},
) =>
  findConflicts({
    change: {
      number: 'CHG0000001',
      type: 'normal',
      environment: 'production',
      items: [checkout],
      window,
      ...change,
    },
    others: [],
    rules: [],
    graph,
    ...surroundings,
  });
const with42 = (fields: Partial<CalendarChange> = {}) => ({
  others: [calendarChange(fields)],
});

describe('findConflicts among changes', () => {
  it('finds the same item', () => {
    expect(find({ items: [wiki, db] }, with42())).toEqual([
      {
        key: 'same-item:CHG0000042:resource:default/orders-db',
        kind: 'same-item',
        explanation:
          'Overlaps CHG0000042 “Resize the database” on resource:default/orders-db.',
        explanationSegments: say`Overlaps ${record(
          'CHG0000042',
        )} “Resize the database” on ${entity(db)}.`,
        other: { number: 'CHG0000042', title: 'Resize the database', window },
        item: db,
        ends: expect.stringMatching(/^sha256:/),
        acceptable: true,
      },
    ]);
  });

  it('says once how two changes hang together', () => {
    const conflicts = find(
      { items: [db, checkout, web] },
      with42({ items: [checkout, db] }),
    );
    expect(conflicts.map(c => c.explanation)).toEqual([
      'Overlaps CHG0000042 “Resize the database” on component:default/checkout-api and resource:default/orders-db.',
    ]);
  });

  it('finds what an item depends on, with the path', () => {
    expect(find({ items: [checkout] }, with42())).toMatchObject([
      {
        key: 'dependency:CHG0000042:component:default/checkout-api',
        kind: 'dependency',
        explanation:
          'Overlaps CHG0000042 “Resize the database” on resource:default/orders-db, which component:default/checkout-api depends on.',
        item: checkout,
        path: [{ from: checkout, relation: 'dependsOn', to: db }],
      },
    ]);
  });

  it('finds what depends on an item, through what', () => {
    const [conflict] = find({ items: [db] }, with42({ items: [web] }));
    expect(conflict.explanation).toBe(
      'Overlaps CHG0000042 “Resize the database” on component:default/web, which depends on resource:default/orders-db through component:default/checkout-api.',
    );
    expect(conflict.path?.map(step => step.to)).toEqual([checkout, web]);
  });

  it('looks as far as it is told', () => {
    const kinds = (maxDepth: number) =>
      find({ items: [web] }, { ...with42(), maxDepth }).map(c => c.kind);
    expect(kinds(0)).toEqual([]);
    expect(kinds(1)).toEqual([]);
    expect(kinds(2)).toEqual(['dependency']);
  });

  it('finds a double-booked implementer, in another environment too', () => {
    const implementer = 'user:default/oscar';
    expect(
      find(
        { items: [wiki], implementer, environment: 'staging' },
        with42({ implementer }),
      ),
    ).toMatchObject([
      {
        key: 'implementer:CHG0000042:user:default/oscar',
        explanation:
          'user:default/oscar implements CHG0000042 “Resize the database” at that time (2026-11-24 22:00 to 2026-11-25 00:00 UTC).',
      },
    ]);
  });

  it.each([
    ['the change itself', with42({ number: 'CHG0000001' })],
    ['another environment', with42({ environment: 'staging' })],
    [
      'a window that only touches',
      with42({
        window: { start: window.end, end: '2026-11-25T02:00:00.000Z' },
      }),
    ],
    ['an item that has nothing to do with it', with42({ items: [wiki] })],
    ...changeStates
      .filter(state => !windowHoldingStates.includes(state))
      .map(state => [`a change that is ${state}`, with42({ state })] as const),
  ] as const)('leaves alone %s', (_, others) => {
    expect(find({ items: [db] }, others)).toEqual([]);
  });

  describe('once accepted', () => {
    /** The conflict of this change with CHG0000042, accepted as both stand now. */
    const accepted = find({ items: [db] }, with42()).map(({ key, ends }) => ({
      key,
      ends,
      by: 'user:default/amara',
      at: '2026-11-20T00:00:00.000Z',
      justification: 'One after the other, by phone.',
    }));
    const open = (
      change: Partial<ConflictInput['change']>,
      other: Partial<CalendarChange>,
      answers = accepted,
    ) =>
      find({ items: [db], ...change }, { ...with42(other), accepted: answers })
        .filter(c => !c.accepted)
        .map(c => c.kind);
    const later = { start: window.start, end: '2026-11-25T01:00:00.000Z' };

    it('stays so while both ends are what they were', () => {
      expect(open({}, {})).toEqual([]);
      expect(open({ type: 'emergency' }, { title: 'Anything' })).toEqual([]);
    });

    it.each<
      [string, Partial<ConflictInput['change']>, Partial<CalendarChange>]
    >([
      ['this change is moved', { window: later }, {}],
      ['the other is moved', {}, { window: later }],
      ['this change grows', { items: [db, wiki] }, {}],
      ['the other grows', {}, { items: [db, wiki] }],
    ])('is open again when %s', (_, change, other) => {
      expect(open(change, other)).toEqual(['same-item']);
    });

    it('is open when the answer does not say what it was about', () => {
      expect(
        open(
          {},
          {},
          accepted.map(a => ({ ...a, ends: undefined })),
        ),
      ).toEqual(['same-item']);
    });

    it('answers for no other change', () => {
      const both = [calendarChange(), calendarChange({ number: 'CHG0000043' })];
      expect(
        find({ items: [db] }, { others: both, accepted }).map(
          c => c.accepted?.by,
        ),
      ).toEqual(['user:default/amara', undefined]);
    });
  });
});

describe('findConflicts with freezes', () => {
  it('finds a freeze, which cannot be accepted away', () => {
    const key = 'freeze:rule-1:2026-11-23T00:00:00.000Z';
    const answer = { key, by: 'x', at: 'x', justification: 'x' };
    expect(find({}, { rules: [scheduleRule()], accepted: [answer] })).toEqual([
      {
        key,
        kind: 'freeze',
        explanation:
          'Falls into the freeze “Black Friday” (2026-11-23 00:00 to 2026-11-30 00:00 UTC); only emergency changes are let through.',
        explanationSegments: expect.arrayContaining([
          time('2026-11-23T00:00:00.000Z', '2026-11-23 00:00'),
        ]),
        rule: {
          id: 'rule-1',
          title: 'Black Friday',
          window: {
            start: '2026-11-23T00:00:00.000Z',
            end: '2026-11-30T00:00:00.000Z',
          },
        },
        acceptable: false,
      },
    ]);
  });

  it.each([
    ['lets an emergency through', 'emergency', true, 0],
    ['stops an emergency when it says so', 'emergency', false, 1],
    ['stops a standard change', 'standard', true, 1],
  ] as const)('%s', (_, type, allowEmergency, n) => {
    const rules = [scheduleRule({ allowEmergency })];
    expect(find({ type }, { rules })).toHaveLength(n);
  });

  it.each([
    ['another environment', { environments: ['staging'] }],
    ['other items', { scope: { kind: 'Resource' } }],
    ['what is withdrawn', { endedAt: '2026-11-24T12:00:00.000Z' }],
    ['what begins when the window ends', { start: window.end }],
  ])('leaves alone %s', (_, fields) => {
    expect(find({}, { rules: [scheduleRule(fields)] })).toEqual([]);
  });

  it('reads the scope as a predicate over the items', () => {
    const rules = [
      scheduleRule({ scope: { 'spec.type': 'database', tier: 'tier-1' } }),
    ];
    expect(find({ items: [checkout, db] }, { rules })).toHaveLength(1);
  });
});

describe('findConflicts with maintenance windows', () => {
  const tuesdays = scheduleRule({
    kind: 'maintenance',
    title: 'Database Tuesdays',
    start: '2026-11-03T20:00:00.000Z',
    end: '2026-11-04T02:00:00.000Z',
    rrule: 'FREQ=WEEKLY',
    scope: { 'spec.type': 'database' },
  });
  const at = (start: string, end: string) => ({ start, end });

  it.each([
    ['inside', [db], window, undefined],
    [
      'an item without any',
      [checkout],
      at('2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z'),
      undefined,
    ],
    [
      'outside',
      [db],
      at('2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z'),
      'Is outside the maintenance windows of resource:default/orders-db: “Database Tuesdays”.',
    ],
    [
      'longer',
      [db],
      at('2026-11-24T22:00:00Z', '2026-11-25T02:00:01Z'),
      'Is only partly inside the maintenance windows of resource:default/orders-db: “Database Tuesdays”.',
    ],
  ])('%s', (_, items, when, explanation) => {
    const conflicts = find({ items, window: when }, { rules: [tuesdays] });
    expect(conflicts.map(c => c.explanation)).toEqual(
      explanation ? [explanation] : [],
    );
  });

  it('takes windows that touch for one', () => {
    const next = {
      ...tuesdays,
      id: 'rule-2',
      start: tuesdays.end,
      end: '2026-11-04T04:00:00.000Z',
    };
    expect(
      find(
        {
          items: [db],
          window: at('2026-11-24T22:00:00Z', '2026-11-25T04:00:00Z'),
        },
        { rules: [tuesdays, next] },
      ),
    ).toEqual([]);
  });

  it('does not bind an emergency, nor anybody once it is withdrawn', () => {
    const when = at('2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z');
    const look = (type: 'normal' | 'emergency', rule = tuesdays) =>
      find({ type, items: [db], window: when }, { rules: [rule] });
    expect(look('emergency')).toEqual([]);
    expect(
      look('normal', { ...tuesdays, endedAt: '2026-11-20T00:00:00Z' }),
    ).toEqual([]);
  });
});

describe('findConflicts of any two changes', () => {
  const hour = 3_600_000;
  const item = fc.constantFrom(web, checkout, db, wiki);
  const change = (number: string) =>
    fc
      .record({
        items: fc.uniqueArray(item, { minLength: 1, maxLength: 3 }),
        start: fc.integer({ min: 0, max: 48 }),
        hours: fc.integer({ min: 1, max: 24 }),
        environment: fc.constantFrom('production', 'staging'),
        implementer: fc.option(
          fc.constantFrom('user:default/a', 'user:default/b'),
          { nil: undefined },
        ),
      })
      .map(({ start, hours, ...rest }) =>
        calendarChange({
          ...rest,
          number,
          window: {
            start: new Date(start * hour).toISOString(),
            end: new Date((start + hours) * hour).toISOString(),
          },
        }),
      );
  const between = (a: CalendarChange, b: CalendarChange) =>
    findConflicts({ change: a, others: [b], rules: [], graph });

  it('is symmetric: each finds the other, for the same reasons', () => {
    fc.assert(
      fc.property(change('CHG0000001'), change('CHG0000002'), (a, b) => {
        const shared = (x: CalendarChange, y: CalendarChange) =>
          between(x, y)
            .filter(c => c.kind === 'same-item')
            .map(c => c.item)
            .sort();
        expect(shared(a, b)).toEqual(shared(b, a));
        expect(between(a, b).length > 0).toBe(between(b, a).length > 0);
      }),
    );
  });

  it('misses no overlap on a shared item, and finds none without an instant in common', () => {
    fc.assert(
      fc.property(change('CHG0000001'), change('CHG0000002'), (a, b) => {
        const hoursOf = ({ window: w }: CalendarChange) => {
          const hours = [];
          for (let t = Date.parse(w.start); t < Date.parse(w.end); t += hour) {
            hours.push(t);
          }
          return hours;
        };
        const instants = new Set(hoursOf(a));
        const meet = hoursOf(b).some(t => instants.has(t));
        const shared =
          a.environment === b.environment &&
          a.items.some(i => b.items.includes(i));
        const found = between(a, b);
        expect(found.some(c => c.kind === 'same-item')).toBe(meet && shared);
        expect(meet || found.length === 0).toBe(true);
      }),
    );
  });

  it('gives every conflict a key of its own', () => {
    fc.assert(
      fc.property(
        change('CHG0000001'),
        change('CHG0000002'),
        change('CHG0000003'),
        (a, b, c) => {
          const keys = findConflicts({
            change: a,
            others: [b, c],
            rules: [scheduleRule()],
            graph,
          }).map(x => x.key);
          expect(new Set(keys).size).toBe(keys.length);
        },
      ),
    );
  });
});
