import fc from 'fast-check';
import {
  GroupedAlert,
  GroupIncident,
  groupKeyOf,
  IntakePolicy,
  judgeGroup,
} from './groups';
import { AlertStanding } from './life';
import { tellsOfUnmapped } from './unmapped';

const minute = 60_000;
const policy: IntakePolicy = {
  resolveDelayMs: 2 * minute,
  reopenWindowMs: 30 * minute,
  opensFrom: 'warning',
};
const alert = (
  standing: AlertStanding,
  more: Partial<GroupedAlert> = {},
): GroupedAlert => ({
  standing,
  severity: 'critical',
  suppressions: [],
  ...more,
});
const firing = (at = 0, more?: Partial<GroupedAlert>) =>
  alert({ state: 'firing', startedAt: at * minute }, more);
const resolved = (at: number) =>
  alert({ state: 'resolved', startedAt: 0, endedAt: at * minute });
const silence = (until: number) => [
  { by: 'silence', id: 's', title: 'We know', until: until * minute } as const,
];
const open: GroupIncident = {
  number: 'INC0000001',
  isOpen: true,
  isDrill: false,
};
const settled = (at: number, isDrill = false): GroupIncident => ({
  number: 'INC0000001',
  isOpen: false,
  isDrill,
  resolvedAt: at * minute,
});
const judge = (
  alerts: GroupedAlert[],
  incident: GroupIncident | undefined,
  at: number,
) => judgeGroup({ alerts, incident }, policy, at * minute);

describe('a group of alerts', () => {
  it('opens one incident, and keeps it while any of it fires', () => {
    expect(judge([firing(1), firing(3)], undefined, 3)).toEqual({
      want: 'open',
      startedAt: minute,
    });
    expect(judge([resolved(5), firing(3)], open, 60)).toEqual({
      want: 'keep',
      number: open.number,
    });
  });

  it('resolves when the last alert did, after all was quiet for the delay', () => {
    const alerts = [resolved(5), resolved(9)];
    expect(judge(alerts, open, 10)).toEqual({
      want: 'keep',
      number: open.number,
      lookAgainAt: 11 * minute,
    });
    expect(judge(alerts, open, 11)).toEqual({
      want: 'resolve',
      number: open.number,
      restoredAt: 9 * minute,
    });
    expect(
      judge([...alerts, firing(0, { suppressions: silence(90) })], open, 60),
    ).toMatchObject({ want: 'keep' });
  });

  it('reopens what fires again soon, and opens another one later', () => {
    expect(judge([firing(20)], settled(10), 20)).toMatchObject({
      want: 'reopen',
      number: open.number,
    });
    expect(judge([firing(41)], settled(10), 41)).toMatchObject({
      want: 'open',
    });
    // Somebody resolved it while it fired: only what begins afterwards is heard.
    expect(judge([firing(5)], settled(10), 20)).toMatchObject({
      want: 'nothing',
      because: 'settled',
    });
  });

  it('reopens a drill for a drill alone, and what was real for what is real', () => {
    const drilled = firing(20, { drill: 'DRL0000007' });
    const wants = (all: GroupedAlert[], isDrill: boolean) =>
      judge(all, settled(10, isDrill), 21).want;
    expect(wants([drilled], true)).toBe('reopen');
    expect(wants([drilled], false)).toBe('open');
    expect(wants([firing(20)], true)).toBe('open');
    // What began first is what it is about.
    expect(wants([firing(21), drilled], true)).toBe('reopen');
    expect(judge([firing(20)], { ...open, isDrill: true }, 21).want).toBe(
      'keep',
    );
  });

  it('is quiet while all that fires is suppressed, and is heard when the last reason ends', () => {
    const quiet = firing(1, { suppressions: [...silence(5), ...silence(9)] });
    expect(judge([quiet], undefined, 2)).toEqual({
      want: 'nothing',
      because: 'suppressed',
      lookAgainAt: 5 * minute,
    });
    expect(judge([firing(1)], undefined, 9)).toMatchObject({
      want: 'open',
      startedAt: minute,
    });
    expect(judge([quiet, firing(4)], undefined, 4)).toMatchObject({
      want: 'open',
      startedAt: 4 * minute,
    });
  });

  it('hears what was kept quiet while its incident was resolved, once nothing keeps it quiet any more', () => {
    const facts = { alerts: [firing(1)], incident: settled(10) };
    const verdict = (wasSuppressed: boolean, at: number) =>
      judgeGroup({ ...facts, wasSuppressed }, policy, at * minute);
    expect(verdict(true, 12)).toMatchObject({
      want: 'reopen',
      number: open.number,
      startedAt: minute,
    });
    expect(verdict(false, 12)).toMatchObject({ because: 'settled' });
  });

  it('opens for what may be bad: what says nothing of it, too', () => {
    expect(
      judge([firing(1, { severity: 'info' })], undefined, 1),
    ).toMatchObject({ want: 'nothing', because: 'minor' });
    expect(judge([firing(1, { severity: null })], undefined, 1)).toMatchObject({
      want: 'open',
    });
    expect(
      judge([firing(1, { severity: 'info' }), resolved(3)], open, 60),
    ).toMatchObject({ want: 'keep' });
  });

  it('comes to rest: done as it wants, it wants nothing more at the same moment', () => {
    const times = fc.integer({ min: 0, max: 60 });
    const alerts = fc.array(
      fc.oneof(
        times.map(at => firing(at)),
        times.map(at => firing(at, { drill: 'DRL0000007' })),
        times.map(at => resolved(at)),
        times.map(at => firing(at, { suppressions: silence(at + 61) })),
      ),
      { maxLength: 4 },
    );
    const incidents = fc.oneof(
      fc.constant(undefined),
      fc.constant(open),
      fc.tuple(times, fc.boolean()).map(each => settled(...each)),
    );
    fc.assert(
      fc.property(alerts, incidents, fc.boolean(), (all, incident, was) => {
        const verdict = judgeGroup(
          { alerts: all, incident, wasSuppressed: was },
          policy,
          60 * minute,
        );
        const after = { open, reopen: open, resolve: settled(60) }[
          verdict.want as string
        ];
        const rest = { open: 'keep', reopen: 'keep', resolve: 'nothing' }[
          verdict.want as string
        ];
        expect(judge(all, after ?? incident, 60).want).toBe(
          rest ?? verdict.want,
        );
        const isAnyFiring = all.some(
          ({ standing }) => standing.state === 'firing',
        );
        expect(verdict.want === 'resolve' && isAnyFiring).toBe(false);
        expect(verdict.lookAgainAt ?? Infinity).toBeGreaterThan(60 * minute);
      }),
    );
  });

  it('is of one condition on one entity', () => {
    const about = { condition: 'A', integration: 'i' };
    const keys = [
      { ...about, entityRef: 'component:default/a' },
      { ...about, entityRef: 'component:default/b' },
      { ...about, entityRef: undefined },
      { ...about, entityRef: undefined, integration: 'j' },
      { ...about, entityRef: undefined, condition: 'B' },
    ].map(groupKeyOf);
    expect(new Set(keys).size).toBe(5);
  });
});

describe('a group that leads to no entity', () => {
  const tells = (alerts: GroupedAlert[], toldAt?: number) =>
    tellsOfUnmapped(
      judge(alerts, undefined, 60),
      toldAt === undefined ? undefined : toldAt * minute,
      policy,
    );

  it('is told of once it would open an incident, and not while it is kept quiet', () => {
    expect(tells([firing(1)])).toBe(true);
    expect(tells([firing(1)], 2)).toBe(false);
    expect(tells([firing(1, { suppressions: silence(90) })])).toBe(false);
    expect(tells([firing(1, { severity: 'info' })])).toBe(false);
    expect(tells([resolved(5)])).toBe(false);
  });

  it('is told of again only when it fires anew after the time in which an incident would be reopened', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }),
        starts => {
          let toldAt: number | undefined;
          const told: number[] = [];
          for (const at of [...starts].sort((a, b) => a - b)) {
            const verdict = judge([firing(at)], undefined, at);
            if (tellsOfUnmapped(verdict, toldAt, policy)) {
              told.push(at);
              toldAt = at * minute;
            }
          }
          expect(told[0]).toBe(Math.min(...starts));
          told
            .slice(1)
            .forEach((at, i) => expect(at - told[i]).toBeGreaterThan(30));
        },
      ),
    );
  });
});
