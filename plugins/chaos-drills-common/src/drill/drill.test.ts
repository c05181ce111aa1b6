import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { StartWorld } from './entries';
import { foldDrill, foldLever } from './fold';
import {
  judgeCancel,
  judgeRelease,
  judgeRetest,
  judgeStart,
  judgeStop,
  startRefusals,
} from './judge';
import { DrillFacts, Pull } from './model';
import { drillStories } from './story';

const number = 'DRL0000001';
const ada = { ref: 'user:default/ada', by: 'person' } as const;
const ci = { ref: 'external:ci', by: 'service' } as const;
const at = '2026-11-27T10:00:00.000Z';
const digest = `sha256:${'0'.repeat(64)}`;

let ids = 0;
const entry = (
  type: string,
  data: LedgerEntry['data'],
  { subject = number, actor = ada.ref as string } = {},
): LedgerEntry => ({
  ...{ type, subject, actor, data },
  id: String(ids++),
  occurredAt: at,
});
const planned = entry('drill.planned', {
  title: 'Slow answers',
  entity: 'component:default/api',
  experiment: digest,
  change: 'CHG0000007',
  targets: ['http://api:8080'],
  budgets: [{ objective: 'latency', costs: 0.1, most: 0.2 }],
});
const calm: StartWorld = {
  at,
  change: { number: 'CHG0000007', mayGoAhead: true },
  freezes: [],
  hours: { open: true },
  incidents: [],
  budgetsLeft: { latency: 0.5 },
  pulls: [],
  running: [],
  targets: ['http://api:8080'],
};
/** What keeps a drill from starting, one by one. */
const troubles: Record<string, Partial<StartWorld>> = {
  change: { change: { number: 'CHG0000007', mayGoAhead: false } },
  freeze: { freezes: [{ title: 'Black Friday' }] },
  hours: { hours: { open: false, opensAt: '2026-11-30T09:00:00.000Z' } },
  incident: {
    incidents: [{ number: 'INC0000003', entity: 'component:default/web' }],
  },
  budget: { budgetsLeft: { latency: 0.15 } },
  lever: { pulls: ['p1'] },
  running: { running: [{ number: 'DRL0000009', target: 'http://api:8080' }] },
  targets: { targets: ['http://api:8080', 'http://other'] },
};
const facts = foldDrill(undefined, planned) as DrillFacts;
const guards = (world: StartWorld) =>
  startRefusals(facts, world, ada).map(({ guard }) => guard);

interface Move {
  verb: 'start' | 'stop' | 'cancel' | 'end';
  world: StartWorld;
  actor: typeof ada | typeof ci;
}

describe('the start of a drill', () => {
  it('is refused for everything that is wrong, and each says what would be right', () => {
    expect(guards(calm)).toEqual([]);
    const all = Object.assign({}, calm, ...Object.values(troubles));
    expect(guards(all).sort()).toEqual(Object.keys(troubles).sort());
    for (const { message, remedy } of startRefusals(facts, all, ada)) {
      expect([message, remedy]).not.toContain('');
    }
    const [named] = startRefusals(facts, { ...calm, ...troubles.running }, ada);
    expect(named.message).toContain('DRL0000009');
  });

  it('goes by what it costs at that moment, and says how long to wait where its window holds little traffic yet', () => {
    const HOUR = 3_600_000;
    const refused = (costs: number, holds: number) =>
      startRefusals(
        facts,
        { ...calm, estimates: { latency: { costs, holds, window: HOUR } } },
        ada,
      );
    // It may spend 20 % and was planned with 10 %.
    expect(refused(0.2, HOUR / 2)).toEqual([]);
    expect(refused(0.3, HOUR / 3)).toMatchObject([
      {
        guard: 'budget',
        message:
          'The drill costs about 30 % of the budget of latency, and may spend 20 %: its window of 60 min will hold 20 min of traffic, and needs 30 min.',
        remedy:
          'Wait 10 min with traffic as it is now, or make the fault shorter or smaller.',
      },
    ]);
    // A full window would be too little too.
    expect(refused(0.3, HOUR)).toMatchObject([
      { remedy: 'Make the fault shorter or smaller, or raise budget-share.' },
    ]);
  });

  it('is refused where nobody knows what is left of a budget, without a change, and for machines', () => {
    expect(guards({ ...calm, budgetsLeft: {} })).toEqual(['budget']);
    expect(guards({ ...calm, change: undefined })).toEqual(['change']);
    const { change: _, ...without } = facts;
    expect(judgeStart(without, calm, ada).ok).toBe(false);
    expect(judgeStart(facts, calm, ci).ok).toBe(false);
    // A template asks for somebody.
    const assisted = { ...ada, by: 'assisted' } as const;
    expect(judgeStart(facts, calm, assisted).ok).toBe(true);
    expect(judgeCancel(facts, assisted).ok).toBe(false);
    const dear = { objective: 'latency', costs: 0.3, most: 0.2 };
    expect(judgeStart({ ...facts, budgets: [dear] }, calm, ada).ok).toBe(false);
  });
});

describe('a retest', () => {
  it('repeats what is over, of the same entity and scenario', () => {
    const latency = { ...facts, scenario: 'latency' };
    const ended = { ...latency, state: 'ended' } as const;
    expect(judgeRetest(latency, ended).ok).toBe(true);
    expect(judgeRetest(latency, latency).ok).toBe(false);
    for (const other of [
      { entity: 'component:default/web' },
      { scenario: 'error-spike' },
    ]) {
      expect(judgeRetest({ ...latency, ...other }, ended)).toMatchObject({
        ok: false,
        refusal: { guard: 'retest', message: expect.stringContaining(number) },
      });
    }
  });
});

describe('the lever', () => {
  it('that two people pulled is released only by who saw both', () => {
    const lever = { subject: 'drill-lever' };
    const entries = [
      entry('lever.pulled', { reason: 'Checkout is slow' }, lever),
      entry('lever.pulled', { reason: 'So is search' }, lever),
    ];
    const pulls = entries.reduce<readonly Pull[]>(foldLever, []);
    const [first, second] = pulls.map(({ id }) => id);
    expect(judgeRelease(pulls, [first], ada)).toMatchObject({
      ok: false,
      refusal: { message: expect.stringContaining('So is search') },
    });
    expect(judgeRelease(pulls, [first, second], ci).ok).toBe(false);
    expect(judgeRelease(pulls, [first, second], ada).ok).toBe(true);
    const left = foldLever(
      pulls,
      entry('lever.released', { pulls: [first], reason: 'Over' }, lever),
    );
    expect(left).toMatchObject([{ id: second, reason: 'So is search' }]);
    expect(judgeRelease([], [first], ada).ok).toBe(false);
  });
});

describe('the story of a drill', () => {
  const verbs = fc.constantFrom('start', 'stop', 'cancel', 'end');
  const worlds = fc
    .subarray(Object.keys(troubles), { maxLength: 2 })
    .map(names => Object.assign({}, calm, ...names.map(n => troubles[n])));
  const moves = fc.array(
    fc.record({ verb: verbs, world: worlds, actor: fc.constantFrom(ada, ci) }),
    { maxLength: 12 },
  );

  /** What a move becomes on the record; undefined where the judge refuses it. */
  function made(
    now: DrillFacts,
    { verb, world, actor }: Move,
  ): LedgerEntry | undefined {
    const by = { actor: actor.ref };
    const may = {
      start: () => judgeStart(now, world, actor).ok,
      stop: () => judgeStop(now).ok,
      cancel: () => judgeCancel(now, actor).ok,
      end: () => now.state === 'running',
    };
    const entries = {
      start: () => entry('drill.started', { world }, by),
      stop: () => entry('drill.stop_asked', { reason: 'Enough' }, by),
      cancel: () => entry('drill.canceled', { reason: 'No need' }, by),
      end: () =>
        entry('drill.ended', {
          ...{ outcome: 'passed', reasons: [], journal: digest },
        }),
    };
    return may[verb]() ? entries[verb]() : undefined;
  }

  function played(plays: readonly Move[]): LedgerEntry[] {
    const entries = [planned];
    let now = facts;
    for (const move of plays) {
      const next = made(now, move);
      if (!next) continue;
      entries.push(next);
      now = foldDrill(now, next) as DrillFacts;
    }
    return entries;
  }

  it('holds whatever is asked, where the judge was asked', () => {
    fc.assert(
      fc.property(moves, plays => {
        const entries = played(plays);
        const types = entries.map(({ type }) => type);
        const count = (type: string) => types.filter(t => t === type).length;
        expect(drillStories.judge(entries).holds).toBe(true);
        expect(count('drill.started')).toBeLessThanOrEqual(1);
        expect(count('drill.stop_asked')).toBeLessThanOrEqual(1);
        expect(count('drill.canceled') * count('drill.started')).toBe(0);
        expect(count('drill.ended')).toBeLessThanOrEqual(
          count('drill.started'),
        );
      }),
    );
  });

  it.each(Object.keys(troubles))(
    'falls where it started in spite of: %s',
    name => {
      const world = { ...calm, ...troubles[name] };
      const { claims } = drillStories.judge([
        planned,
        entry('drill.started', { world }),
      ]);
      expect(claims.filter(({ holds }) => !holds)).toMatchObject([
        { id: 'started' },
      ]);
    },
  );

  it('is measured once, after it ended, and misses only what was predicted', () => {
    const started = entry('drill.started', { world: calm });
    const ended = entry('drill.ended', {
      ...{ outcome: 'passed', reasons: [], journal: digest },
    });
    const measured = (missed: boolean, predicted?: number) =>
      entry('drill.measured', {
        ...{ missed, spent: {} },
        ...(predicted !== undefined && { predicted }),
      });
    const falls = (...entries: LedgerEntry[]) =>
      drillStories
        .judge([planned, started, ...entries])
        .claims.flatMap(({ id, holds }) => (holds ? [] : [id]));
    expect(falls(ended, measured(true, 66_000))).toEqual([]);
    expect(falls(measured(false), ended)).toEqual(['measured']);
    expect(falls(ended, measured(true))).toEqual(['measured']);
    expect(falls(ended, measured(false), measured(false))).toEqual([
      'measured',
    ]);
  });

  it('falls where a machine started it', () => {
    const started = entry('drill.started', { world: calm }, { actor: ci.ref });
    expect(drillStories.judge([planned, started]).holds).toBe(false);
  });

  it('falls where it was canceled after it had begun, or ended before', () => {
    const started = entry('drill.started', { world: calm });
    const canceled = entry('drill.canceled', { reason: 'It never was' });
    const ended = entry('drill.ended', {
      ...{ outcome: 'passed', reasons: [], journal: digest },
    });
    for (const entries of [
      [planned, started, canceled],
      [planned, ended],
      [planned, started, ended, ended],
      [planned, started, started],
    ]) {
      expect(drillStories.judge(entries).holds).toBe(false);
    }
  });
});
