import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { foldGameDay } from './fold';
import {
  judgeAddDrill,
  judgeCancelDay,
  judgeEndDay,
  judgeNoteDay,
  judgeObserve,
  judgeRemoveDrill,
  judgeStartDay,
} from './judge';
import { GameDayFacts } from './model';
import { gameDayStories } from './story';

const number = 'GMD0000001';
const ada = { ref: 'user:default/ada', by: 'person' } as const;
const ben = { ref: 'user:default/ben', by: 'person' } as const;
const ci = { ref: 'external:ci', by: 'service' } as const;
const drills = ['DRL0000001', 'DRL0000002'];

let ids = 0;
const entry = (
  type: string,
  data: LedgerEntry['data'],
  actor: string = ada.ref,
): LedgerEntry => ({
  ...{ type, actor, data, subject: number },
  id: String(ids++),
  occurredAt: '2026-11-27T10:00:00.000Z',
});

const planned = entry('game_day.planned', { title: 'Black Friday' });
const fold = (...entries: LedgerEntry[]) =>
  entries.reduce<GameDayFacts | undefined>(foldGameDay, undefined)!;
const added = (drill: string) =>
  entry('game_day.drill_added', { drill, state: 'planned' });
const watched = entry('game_day.observer_added', { observer: ben.ref });

describe('a game day', () => {
  it('starts with drills and with somebody else who watches, and by a person', () => {
    const guard = (
      facts: GameDayFacts,
      actor: typeof ada | typeof ci = ada,
    ) => {
      const verdict = judgeStartDay(facts, actor);
      return verdict.ok ? undefined : verdict.refusal.guard;
    };
    expect(guard(fold(planned))).toBe('drill');
    const alone = entry('game_day.observer_added', { observer: ada.ref });
    expect(guard(fold(planned, added(drills[0]), alone))).toBe('observer');
    const ready = fold(planned, added(drills[0]), watched);
    expect(guard(ready)).toBeUndefined();
    expect(guard(ready, ci)).toBe('person');
  });

  it('takes a drill before it starts, keeps what ran, and ends when all are over', () => {
    const facts = fold(planned, added(drills[0]), watched);
    const part = { drill: drills[1], state: 'planned' } as const;
    expect(judgeAddDrill(facts, part).ok).toBe(true);
    for (const wrong of [
      { ...part, state: 'running' as const },
      { ...part, gameDay: 'GMD0000009' },
      { ...part, drill: drills[0], gameDay: number },
    ]) {
      expect(judgeAddDrill(facts, wrong)).toMatchObject({
        refusal: { guard: 'drill' },
      });
    }
    expect(
      judgeRemoveDrill(facts, { drill: drills[0], state: 'ended' }).ok,
    ).toBe(false);
    const running = fold(
      ...[planned, added(drills[0]), watched],
      entry('game_day.started', {}),
    );
    expect(judgeEndDay(running, [{ drill: drills[0] }], ada)).toMatchObject({
      refusal: { message: expect.stringContaining(drills[0]) },
    });
    expect(judgeCancelDay(running, ada).ok).toBe(false);
  });

  it('has a story that holds whatever is asked, where the judge was asked', () => {
    const states = fc.constantFrom('planned', 'running', 'ended', 'canceled');
    const drill = fc.constantFrom(...drills, 'DRL0000003');
    const moves = fc.array(
      fc.record({
        verb: fc.constantFrom(
          ...[
            'add',
            'add',
            'remove',
            'observe',
            'start',
            'note',
            'end',
            'cancel',
          ],
        ),
        drill,
        state: states,
        isOver: fc.boolean(),
        actor: fc.constantFrom(ada, ben, ci),
      }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(moves, plays => {
        const entries = [planned];
        for (const { verb, drill: one, state, isOver, actor } of plays) {
          const now = fold(...entries);
          const part = { drill: one, state } as const;
          const observer = actor === ada ? ada.ref : ben.ref;
          const results = now.drills.map(each => ({
            ...{ drill: each, outcome: isOver ? 'passed' : undefined },
          }));
          const asked = {
            add: [judgeAddDrill(now, part), 'drill_added', part],
            remove: [judgeRemoveDrill(now, part), 'drill_removed', part],
            observe: [
              judgeObserve(now, { observer }),
              'observer_added',
              { observer },
            ],
            start: [judgeStartDay(now, actor), 'started', {}],
            note: [
              judgeNoteDay(now, { drill: one }),
              'noted',
              { text: 'Seen.', drill: one },
            ],
            end: [
              judgeEndDay(now, results, actor),
              'ended',
              { summary: 'Learned.', results },
            ],
            cancel: [
              judgeCancelDay(now, actor),
              'canceled',
              { reason: 'Rain.' },
            ],
          } as const;
          const [verdict, type, data] = asked[verb as keyof typeof asked];
          if (!verdict.ok) continue;
          entries.push(
            entry(
              `game_day.${type}`,
              JSON.parse(JSON.stringify(data)),
              actor.ref,
            ),
          );
        }
        const types = entries.map(({ type }) => type);
        const count = (type: string) =>
          types.filter(each => each === `game_day.${type}`).length;
        expect(count('started')).toBeLessThanOrEqual(1);
        expect(count('started') * count('canceled')).toBe(0);
        expect(count('ended')).toBeLessThanOrEqual(count('started'));
        expect(gameDayStories.judge(entries).holds).toBe(true);
      }),
    );
  });

  it('has a story that falls where it started alone, or ended before its drills', () => {
    const started = entry('game_day.started', {});
    const ended = entry('game_day.ended', { summary: 'Over.', results: [] });
    const falls = (...entries: LedgerEntry[]) =>
      gameDayStories
        .judge(entries)
        .claims.flatMap(({ id, holds }) => (holds ? [] : [id]));
    expect(falls(planned, added(drills[0]), started)).toEqual(['started']);
    expect(falls(planned, added(drills[0]), watched, started, ended)).toEqual([
      'ended',
    ]);
    expect(falls(planned, watched, added(drills[0]), started)).toEqual([]);
  });
});
