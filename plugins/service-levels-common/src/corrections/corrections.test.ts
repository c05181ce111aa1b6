import { overlaps } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { CorrectionEntry, CorrectionFacts, foldCorrection } from './facts';
import { excludedCounts } from './figures';
import {
  CORRECTION_NOTICE,
  CorrectionActor,
  correctionState,
  excludedTimes,
  judgeConfirming,
  judgeEntering,
  judgeWithdrawing,
  ProposedCorrection,
} from './judge';
import { judgeRepeating } from './repeated';
import { SeenChange, usualLimits } from './model';
import { lengthOf, mostWithin } from './times';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 16, 12);
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

const maya: CorrectionActor = { ref: 'user:default/maya', by: 'person' };
const noah: CorrectionActor = { ref: 'user:default/noah', by: 'person' };

const approved: SeenChange = {
  number: 'CHG0000042',
  window: { start: at(2), end: at(3) },
  approvedAt: at(-20),
  canceled: false,
  hands: ['user:default/iris'],
};

function entered(
  changes: Partial<{
    enteredAt: number;
    start: number;
    hours: number;
    rrule: string;
    change: SeenChange;
    kind: CorrectionFacts['kind'];
  }> = {},
): CorrectionEntry {
  const {
    enteredAt = 0,
    start = -2,
    hours = 1,
    kind = 'maintenance',
  } = changes;
  return {
    id: 'e1',
    type: 'correction.entered',
    actor: 'user:default/Maya',
    occurredAt: at(enteredAt),
    data: {
      kind,
      reason: 'The database was moved.',
      objectives: ['pay'],
      window: { start: at(start), end: at(start + hours) },
      timeZone: 'Etc/UTC',
      ...(changes.rrule && { rrule: changes.rrule }),
      ...(changes.change && { change: changes.change }),
      owners: ['group:default/pay'],
      involved: ['group:default/pay'],
    },
  };
}

const confirmed = (by: string, involved: string[] = []): CorrectionEntry => ({
  id: 'e2',
  type: 'correction.confirmed',
  actor: by,
  occurredAt: at(1),
  data: { owners: ['group:default/pay'], involved },
});

const withdrawn: CorrectionEntry = {
  id: 'e3',
  type: 'correction.withdrawn',
  actor: 'user:default/noah',
  occurredAt: at(30),
  data: { reason: 'It was not needed.' },
};

const facts = (...entries: CorrectionEntry[]) => foldCorrection(entries)!;
const stateOf = (...entries: CorrectionEntry[]) =>
  correctionState(facts(...entries)).state;
const always = { start: NOW - 400 * DAY, end: NOW + 400 * DAY };

describe('a correction', () => {
  it('counts when it was announced, and else when somebody without a part in it confirmed it', () => {
    expect(stateOf(entered({ start: 1 }))).toBe('counts');
    expect(stateOf(entered({ start: 0.99 }))).toBe('waits');
    expect(stateOf(entered())).toBe('waits');
    expect(stateOf(entered(), confirmed('user:default/noah'))).toBe('counts');
    // Neither whoever entered it, however spelled, nor a colleague, nor a machine.
    for (const nobody of [
      confirmed('user:default/MAYA'),
      confirmed('user:default/noah', ['group:default/pay']),
      confirmed('plugin:assistant'),
    ]) {
      expect(stateOf(entered(), nobody)).toBe('waits');
    }
  });

  it('is void with its change, and moves with it', () => {
    const seen = (changes: Partial<SeenChange>): CorrectionEntry => ({
      ...withdrawn,
      type: 'correction.change-seen',
      data: { ...approved, ...changes },
    });
    const given = entered({ start: 2, change: approved });
    expect(stateOf(given)).toBe('counts');
    for (const other of [
      { canceled: true },
      { approvedAt: undefined },
      // The approval came when it had begun.
      { approvedAt: at(2.5) },
      { window: undefined },
    ]) {
      expect(stateOf(given, seen(other))).toBe('void');
      expect(excludedTimes(facts(given, seen(other)), always)).toEqual([]);
    }
    const window = { start: at(50), end: at(51) };
    expect(excludedTimes(facts(given, seen({ window })), always)).toEqual([
      { start: NOW + 50 * HOUR, end: NOW + 51 * HOUR },
    ]);
    // Another change says nothing of it.
    const other = seen({ number: 'CHG0000043', canceled: true });
    expect(stateOf(given, other)).toBe('counts');
    // Whoever has a hand in the change confirms nothing.
    const late = entered({ enteredAt: 2.5, start: 2, change: approved });
    expect(stateOf(late, confirmed('user:default/iris'))).toBe('waits');
    expect(stateOf(late, confirmed('user:default/noah'))).toBe('counts');
  });

  it('excludes nothing once it is withdrawn, and what recurs no more from then on', () => {
    const once = facts(entered({ start: 2 }), withdrawn);
    expect(correctionState(once).state).toBe('withdrawn');
    expect(excludedTimes(once, always)).toEqual([]);
    const daily = facts(entered({ start: 2, rrule: 'FREQ=DAILY' }), withdrawn);
    expect(excludedTimes(daily, always).map(({ start }) => start)).toEqual([
      NOW + 2 * HOUR,
      NOW + 26 * HOUR,
    ]);
  });

  it('is what the ledger says first: nothing enters it again or withdraws it twice', () => {
    const once = facts(entered(), withdrawn);
    expect(
      facts(entered(), withdrawn, entered({ start: 5 }), {
        ...withdrawn,
        actor: 'user:default/other',
      }),
    ).toEqual(once);
    expect(foldCorrection([withdrawn])).toBeUndefined();
    expect(facts(entered(), { ...withdrawn, data: {} }).withdrawn).toBe(
      undefined,
    );
  });
});

describe('the judge of corrections', () => {
  const proposed = (
    changes: Partial<ProposedCorrection> & {
      from?: number;
      hours?: number;
    } = {},
  ): ProposedCorrection => {
    const { from = 2, hours = 1, ...rest } = changes;
    return {
      kind: 'maintenance',
      window: { start: at(from), end: at(from + hours) },
      timeZone: 'Etc/UTC',
      ...rest,
    };
  };
  const judge = (
    given: ProposedCorrection,
    others: CorrectionFacts[] = [],
    actor = maya,
  ) => {
    const verdict = judgeEntering(given, actor, {
      now: NOW,
      limits: usualLimits,
      objectives: [{ id: 'pay', window: 30 * DAY, others }],
    });
    return verdict.ok ? 'ok' : verdict.refusal.guard;
  };

  it.each([
    ['a usual one', proposed(), 'ok'],
    ['one of last week', proposed({ from: -167 }), 'ok'],
    ['one that is older', proposed({ from: -169 }), 'back'],
    ['one of next year', proposed({ from: 24 * 400 }), 'ahead'],
    ['one that is long', proposed({ hours: 25 }), 'length'],
    ['a deployment by hand', proposed({ kind: 'deployment' }), 'change'],
    ['a deployment', proposed({ kind: 'deployment', change: approved }), 'ok'],
    [
      'a change nobody approved',
      proposed({ change: { ...approved, approvedAt: undefined } }),
      'change',
    ],
    [
      'a canceled change',
      proposed({ change: { ...approved, canceled: true } }),
      'change',
    ],
    ['hours that are once', proposed({ kind: 'outside-hours' }), 'recurrence'],
    [
      'nights',
      proposed({ kind: 'outside-hours', hours: 14, rrule: 'FREQ=DAILY' }),
      'ok',
    ],
    [
      'nearly all',
      proposed({ kind: 'outside-hours', hours: 23, rrule: 'FREQ=DAILY' }),
      'share',
    ],
    [
      'long nights of work',
      proposed({ hours: 4, rrule: 'FREQ=DAILY' }),
      'share',
    ],
    ['short nights of work', proposed({ hours: 2, rrule: 'FREQ=DAILY' }), 'ok'],
    [
      'what recurs and has begun',
      proposed({ from: -1, rrule: 'FREQ=WEEKLY' }),
      'announced',
    ],
    [
      'what recurs at once',
      proposed({ from: 0.5, rrule: 'FREQ=WEEKLY' }),
      'announced',
    ],
  ])('judges %s', (_, given, verdict) => {
    expect(judge(given)).toBe(verdict);
  });

  it('refuses what leaves out the same again, and names the first; not what was withdrawn, or is any other', () => {
    const entries = [entered({ start: 2 })];
    const given = facts(...entries);
    const { kind, window, timeZone, objectives } = given;
    const same = { kind, window, timeZone };
    const verdict = (
      other: Partial<ProposedCorrection>,
      first = given,
      ids = objectives,
    ) =>
      judgeRepeating({ ...same, ...other }, ids, [
        { number: 'COR0000007', facts: first },
      ]);
    expect(verdict({})).toMatchObject({
      refusal: {
        guard: 'repeated',
        message: 'COR0000007 leaves out the same time already.',
      },
    });
    const { start, end } = window;
    const millis = { start: start.replace('.000Z', 'Z'), end };
    expect(verdict({ window: millis })).toMatchObject({ ok: false });
    for (const other of [
      verdict({}, facts(...entries, withdrawn)),
      verdict({}, given, [...objectives, 'ship']),
      verdict({ kind: 'other' }),
      verdict({ window: { start, end: at(30) } }),
      verdict({ rrule: 'FREQ=DAILY' }),
      verdict({ change: approved }),
    ]) {
      expect(other).toEqual({ ok: true });
    }
  });

  it('lets no machine enter, confirm or withdraw', () => {
    for (const by of ['assisted', 'service', 'system'] as const) {
      const actor = { ref: 'user:default/noah', by };
      expect(judge(proposed(), [], actor)).toBe('person');
      for (const verdict of [
        judgeConfirming('COR0000001', facts(entered()), actor, []),
        judgeWithdrawing('COR0000001', facts(entered()), actor),
      ]) {
        expect(verdict).toMatchObject({ refusal: { guard: 'person' } });
      }
    }
  });

  it('lets all of an objective together leave out a tenth, whatever waits or was withdrawn', () => {
    const many = (state: 'counts' | 'withdrawn') =>
      [1, 2, 3].map(day =>
        facts(
          entered({ enteredAt: -200, start: day * 24, hours: 23.9 }),
          ...(state === 'withdrawn' ? [withdrawn] : []),
        ),
      );
    expect(judge(proposed({ from: 100 }), many('counts'))).toBe('share');
    expect(judge(proposed({ from: 100 }), many('withdrawn'))).toBe('ok');
    // The same time is left out once.
    expect(judge(proposed({ from: 25 }), many('counts'))).toBe('ok');
    // After so long nothing of it is in one window with it.
    expect(judge(proposed({ from: 24 * 40 }), many('counts'))).toBe('ok');
  });

  it('lets nobody confirm what is theirs, or what needs it no more', () => {
    const confirm = (
      given: CorrectionFacts,
      actor = noah,
      involved: string[] = [],
    ) => {
      const verdict = judgeConfirming('COR0000001', given, actor, involved);
      return verdict.ok ? 'ok' : verdict.refusal.guard;
    };
    const late = facts(entered());
    expect(confirm(late)).toBe('ok');
    expect(confirm(late, { ...maya, ref: 'user:default/Maya' })).toBe('duty');
    expect(confirm(late, noah, ['group:default/pay'])).toBe('duty');
    expect(confirm(facts(entered({ start: 2 })))).toBe('state');
    expect(confirm(facts(entered(), withdrawn))).toBe('state');
    const ofChange = facts(
      entered({ enteredAt: 2.5, start: 2, change: approved }),
    );
    expect(confirm(ofChange, { ref: 'user:default/iris', by: 'person' })).toBe(
      'duty',
    );
  });

  it('agrees with itself: who may confirm makes it count, and nobody else does', () => {
    const people = ['maya', 'noah', 'iris', 'Maya'].map(
      name => `user:default/${name}`,
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            by: fc.constantFrom(...people, 'plugin:assistant'),
            involved: fc.boolean(),
          }),
          { maxLength: 6 },
        ),
        fc.integer({ min: -72, max: 72 }),
        fc.boolean(),
        (tries, start, withChange) => {
          const change = {
            ...approved,
            window: { start: at(start), end: at(start + 1) },
            approvedAt: at(start - 1),
          };
          const entries = [entered({ start, ...(withChange && { change }) })];
          for (const { by, involved } of tries) {
            const owners = involved ? ['group:default/pay'] : [];
            const actor: CorrectionActor = {
              ref: by,
              by: by.startsWith('user:') ? 'person' : 'service',
            };
            const before = facts(...entries);
            const may = judgeConfirming('COR0000001', before, actor, owners).ok;
            const after = facts(...entries, confirmed(by, owners));
            const counts = correctionState(after).state === 'counts';
            const did = correctionState(before).state === 'counts';
            expect(counts).toBe(did || may);
            entries.push(confirmed(by, owners));
          }
          const last = facts(...entries);
          const late = start * HOUR < CORRECTION_NOTICE;
          const isUninvolved = last.confirmations.some(
            ({ by, involved }) =>
              !involved && by !== last.entered.by && by !== 'plugin:assistant',
          );
          const counted = correctionState(last).state === 'counts';
          expect(!late || !counted || isUninvolved).toBe(true);
        },
      ),
    );
  });
});

describe('what corrections take out', () => {
  const interval = fc
    .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
    .map(([start, length]) => ({ start, end: start + length }));
  const corrections = fc.array(fc.array(interval, { maxLength: 4 }), {
    maxLength: 4,
  });

  it('is each step once, whole, and only what lies inside', () => {
    fc.assert(
      fc.property(
        corrections,
        fc.array(fc.nat(9), { minLength: 80, maxLength: 80 }),
        (times, totals) => {
          const steps = totals.map((total, i) => ({
            start: i,
            end: i + 1,
            bad: Math.floor(total / 2),
            total,
          }));
          const taken = excludedCounts(
            steps,
            times.map((own, i) => ({ number: String(i), times: own })),
          );
          const all = times.flat();
          const inside = steps.filter(step =>
            all.some(each => overlaps(each, step)),
          );
          const sum = (of: readonly { bad: number; total: number }[]) => [
            of.reduce((n, { bad }) => n + bad, 0),
            of.reduce((n, { total }) => n + total, 0),
          ];
          expect(sum(taken)).toEqual(sum(inside));
          expect(taken.reduce((n, { excluded }) => n + excluded, 0)).toBe(
            lengthOf(all),
          );
        },
      ),
    );
  });

  it('leaves alone what only touches a time', () => {
    const steps = [
      { start: 0, end: 5, bad: 1, total: 1 },
      { start: 5, end: 10, bad: 2, total: 2 },
    ];
    const taken = (start: number, end: number) =>
      excludedCounts(steps, [{ number: '1', times: [{ start, end }] }])[0].bad;
    expect([taken(0, 10), taken(1, 10), taken(0, 9), taken(1, 9)]).toEqual([
      3, 2, 1, 0,
    ]);
  });

  it('is at most what the fullest stretch holds', () => {
    fc.assert(
      fc.property(
        fc.array(interval, { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        (intervals, length) => {
          const covered = (i: number) =>
            intervals.some(({ start, end }) => start <= i && i < end);
          const within = (from: number) =>
            Array.from({ length }, (_, i) => from + i).filter(covered).length;
          const most = Math.max(
            ...Array.from({ length: 140 }, (_, i) => within(i - 40)),
          );
          expect(mostWithin(intervals, length)).toBe(most);
        },
      ),
    );
  });
});
