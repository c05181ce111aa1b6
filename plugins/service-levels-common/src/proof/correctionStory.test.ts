import { LedgerEntry } from '@countersign/plugin-ledger-common';
import {
  ProvenBeside,
  StoryContext,
} from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import {
  CorrectionActor,
  CorrectionFacts,
  correctionState,
  foldCorrection,
  judgeConfirming,
  judgeEntering,
  judgeWithdrawing,
  SeenChange,
  usualLimits,
} from '../corrections';
import { correctionStory } from './correctionStory';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 2);
const iso = (ms: number) => new Date(ms).toISOString();
const owner = 'group:default/checkout';

/** Maya and Mila belong to the owner, Iris has a hand in the change, Noah has no part in anything. */
const people = {
  maya: [owner],
  mila: [owner],
  iris: [],
  noah: [],
} as const;
type Player = keyof typeof people | 'ci';

const refOf = (who: Player) =>
  who === 'ci' ? 'external:ci' : `user:default/${who}`;
const actor = (who: Player): CorrectionActor => ({
  ref: refOf(who),
  by: who === 'ci' ? 'service' : 'person',
});
const involvedOf = (who: Player): string[] =>
  who === 'ci' ? [] : [...people[who]];

type Move = {
  after: number;
  who: Player;
} & (
  | { do: 'confirm' | 'withdraw' }
  | { do: 'see'; approved: boolean; canceled: boolean; moved: number }
);

interface Game {
  who: Player;
  kind: 'maintenance' | 'deployment' | 'outside-hours';
  /** Hours from the entering to the window. */
  ahead: number;
  length: number;
  ofChange: boolean;
  moves: Move[];
}

const who = fc.constantFrom<Player>('maya', 'mila', 'iris', 'noah', 'ci');
const games: fc.Arbitrary<Game> = fc.record({
  who,
  kind: fc.constantFrom('maintenance', 'deployment', 'outside-hours'),
  ahead: fc.integer({ min: -30, max: 30 }),
  length: fc.integer({ min: 1, max: 26 }),
  ofChange: fc.boolean(),
  moves: fc.array(
    fc.oneof(
      fc.record({
        after: fc.integer({ min: 0, max: 30 }),
        who,
        do: fc.constantFrom('confirm' as const, 'withdraw' as const),
      }),
      fc.record({
        after: fc.integer({ min: 0, max: 30 }),
        who: fc.constant('ci' as const),
        do: fc.constant('see' as const),
        approved: fc.boolean(),
        canceled: fc.boolean(),
        moved: fc.integer({ min: -3, max: 3 }),
      }),
    ),
    { maxLength: 8 },
  ),
});

const change = (window: { start: string; end: string }): SeenChange => ({
  number: 'CHG0000007',
  window,
  approvedAt: iso(START - 60 * DAY),
  canceled: false,
  hands: [refOf('iris')],
});

/** Plays a game: what the judge refuses is not written. */
function play({ moves, ...game }: Game): {
  entries: LedgerEntry[];
  facts: CorrectionFacts | undefined;
} {
  const entries: LedgerEntry[] = [];
  let now = START;
  const write = (type: string, by: string, data: object) =>
    entries.push({
      id: `00000000-0000-4000-8000-${String(entries.length).padStart(12, '0')}`,
      type,
      subject: 'COR0000001',
      actor: by,
      occurredAt: iso(now),
      data: JSON.parse(JSON.stringify(data)),
    });
  const window = {
    start: iso(now + game.ahead * HOUR),
    end: iso(now + (game.ahead + game.length) * HOUR),
  };
  const proposed = {
    ...{ kind: game.kind, window, timeZone: 'Etc/UTC' },
    ...(game.kind === 'outside-hours' && { rrule: 'FREQ=WEEKLY' }),
    ...(game.ofChange && { change: change(window) }),
  };
  const verdict = judgeEntering(proposed, actor(game.who), {
    now,
    limits: usualLimits,
    objectives: [{ id: 'pay', window: 30 * DAY, others: [] }],
  });
  if (!verdict.ok) return { entries, facts: undefined };
  write('correction.entered', refOf(game.who), {
    ...proposed,
    reason: 'The database was moved.',
    objectives: ['pay'],
    limits: usualLimits,
    windows: [30 * DAY],
    owners: [owner],
    involved: involvedOf(game.who),
  });
  for (const move of moves) {
    now += move.after * HOUR;
    const facts = foldCorrection(entries)!;
    if (move.do === 'see') {
      if (!facts.change) continue;
      const moved = (each: string) => iso(Date.parse(each) + move.moved * HOUR);
      write('correction.change-seen', 'plugin:service-levels', {
        ...change({ start: moved(window.start), end: moved(window.end) }),
        canceled: move.canceled,
        ...(!move.approved && { approvedAt: undefined }),
      });
      continue;
    }
    const involved = involvedOf(move.who);
    const allowed =
      move.do === 'confirm'
        ? judgeConfirming('COR0000001', facts, actor(move.who), involved)
        : judgeWithdrawing('COR0000001', facts, actor(move.who));
    if (!allowed.ok) continue;
    if (move.do === 'confirm') {
      const data = { owners: [owner], involved };
      write('correction.confirmed', refOf(move.who), data);
    } else {
      write('correction.withdrawn', refOf(move.who), { reason: 'A mistake.' });
    }
  }
  return { entries, facts: foldCorrection(entries) };
}

const failing = (entries: LedgerEntry[], context?: StoryContext) =>
  correctionStory(entries, context)
    .claims.filter(({ holds }) => !holds)
    .map(({ id }) => id);

/** One that was entered late by its owner, confirmed by somebody else, and withdrawn. */
const confirmed = (): LedgerEntry[] =>
  play({
    ...{ who: 'maya', kind: 'maintenance', ahead: -2, length: 1 },
    ofChange: true,
    moves: [
      { after: 1, who: 'noah', do: 'confirm' },
      {
        after: 1,
        who: 'ci',
        do: 'see',
        approved: true,
        canceled: false,
        moved: 1,
      },
      { after: 1, who: 'mila', do: 'withdraw' },
    ],
  }).entries;

describe('what the ledger says of a correction', () => {
  it('holds for whatever the judge allows, and ends where its facts do', () => {
    let told = 0;
    fc.assert(
      fc.property(games, game => {
        const { entries, facts } = play(game);
        if (!facts) return;
        told += 1;
        expect(failing(entries)).toEqual([]);
        expect(correctionStory(entries)).toMatchObject({
          holds: true,
          state: correctionState(facts).state,
        });
      }),
    );
    expect(told).toBeGreaterThan(10);
  });

  it('does not hold where the judge would have refused', () => {
    const forgeries: Record<
      string,
      [claim: string, forge: (entries: LedgerEntry[]) => void]
    > = {
      'entered by a machine': [
        'entered',
        e => void (e[0].actor = 'external:ci'),
      ],
      'entered through an assistant': [
        'entered',
        e => void (e[0].data = { ...(e[0].data as object), via: 'plugin:mcp' }),
      ],
      'entered for longer than is allowed': [
        'entered',
        e => void (dataOf(e[0]).limits.longest = 1_000),
      ],
      'entered for more of the window than is allowed': [
        'entered',
        e => void (dataOf(e[0]).limits.share = 0.001),
      ],
      'entered for a change that was not approved': [
        'entered',
        e => void delete dataOf(e[0]).change.approvedAt,
      ],
      'confirmed by whoever entered it': [
        'confirmed',
        e => void (e[1].actor = 'user:default/MAYA'),
      ],
      'confirmed by one who has a hand in the change': [
        'confirmed',
        e => void (e[1].actor = 'user:default/iris'),
      ],
      'confirmed by an owner': [
        'confirmed',
        e => void (dataOf(e[1]).involved = [owner]),
      ],
      'confirmed by a machine': ['confirmed', e => void (e[1].actor = 'ci')],
      'a change that somebody tells of': [
        'change',
        e => void (e[2].actor = 'user:default/maya'),
      ],
      'another change': [
        'change',
        e => void (dataOf(e[2]).number = 'CHG0000008'),
      ],
      'withdrawn by a machine': ['withdrawn', e => void (e[3].actor = 'ci')],
      'withdrawn twice': ['withdrawn', e => void e.push({ ...e[3] })],
      'entered twice': ['opened', e => void e.push({ ...e[0] })],
      'its beginning left out': ['opened', e => void e.shift()],
      'an entry about another': [
        'readable',
        e => void (e[1].subject = 'COR0000002'),
      ],
      'an entry of another form': [
        'readable',
        e => void (e[3].data = { because: 'x' }),
      ],
    };
    expect(failing(confirmed())).toEqual([]);
    for (const [name, [claim, forge]] of Object.entries(forgeries)) {
      const entries = structuredClone(confirmed());
      forge(entries);
      expect([name, failing(entries)]).toEqual([
        name,
        expect.arrayContaining([claim]),
      ]);
    }
  });

  it('is held against the log of the change, where that is beside it', () => {
    const entries = confirmed();
    const seen = (fields: object): StoryContext => ({
      beside: [],
      derivations: [],
      readers: [
        {
          prefix: 'CHG',
          seenAt: (_, at) => ({
            window: {
              start: iso(START - (at < entries[2].occurredAt ? 2 : 1) * HOUR),
              end: iso(START - (at < entries[2].occurredAt ? 1 : 0) * HOUR),
            },
            approvedAt: iso(START - 60 * DAY),
            canceled: false,
            ...fields,
          }),
        },
      ],
    });
    expect(failing(entries, seen({}))).toEqual([]);
    expect(correctionStory(entries, seen({})).relies).toEqual([]);
    expect(failing(entries, seen({ canceled: true }))).toEqual(['change']);
    expect(failing(entries, seen({ approvedAt: undefined }))).toEqual([
      'change',
    ]);
    expect(failing(entries, seen({ window: undefined }))).toEqual(['change']);
    expect(correctionStory(entries).relies).toEqual([
      expect.stringContaining('the log of changes is not beside it'),
    ]);
  });

  it('leaves out no more than is allowed with the others that are beside it', () => {
    const long = (number: string, day: number): LedgerEntry[] =>
      play({
        ...{ who: 'noah', kind: 'maintenance', ahead: 2, length: 20 },
        ...{ ofChange: false, moves: [] },
      }).entries.map(each => {
        const data = structuredClone(each.data) as unknown as {
          window: { start: string; end: string };
        };
        const later = (at: string) => iso(Date.parse(at) + day * DAY);
        data.window = {
          start: later(data.window.start),
          end: later(data.window.end),
        };
        return {
          ...each,
          subject: number,
          id: `${each.id.slice(0, -2)}${String(day).padStart(2, '0')}`,
          occurredAt: iso(START - HOUR + day * 1000),
          data: JSON.parse(JSON.stringify(data)),
        };
      });
    const others = [1, 2, 3].map(day => long(`COR000000${day + 1}`, day));
    const beside: ProvenBeside[] = others
      .flat()
      .map((entry, index) => ({ origin: 'slo', index, entry }));
    const own = long('COR0000001', 20);
    const context = { beside, derivations: [], readers: [] };
    // Four times twenty hours are more than a tenth of thirty days.
    expect(failing(own)).toEqual([]);
    expect(failing(own, context)).toEqual(['entered']);
    expect(failing(own, { ...context, beside: beside.slice(1) })).toEqual([]);
  });
});

/** What an entry holds, to be forged. */
function dataOf({ data }: LedgerEntry) {
  return data as unknown as {
    number: string;
    involved: string[];
    limits: { longest: number; share: number };
    change: { approvedAt?: string };
  };
}
