import fc from 'fast-check';
import { played, plays } from '../__testUtils__/play';
import {
  anEmergency,
  aRetrospectiveChange,
  honestTales,
} from '../__testUtils__/tales';
import { Facts, foldAll } from '../facts';
import { ChangeState } from '../model';
import { ivan, Tale } from '../testUtils/Tale';
import { journeyOf } from './journey';

const way = (facts: Facts) =>
  journeyOf(facts).map(({ state, mark }) => `${state} ${mark}`);

describe('journeyOf', () => {
  it('shows of a canceled change only what it came through', () => {
    expect(
      way(Tale.approved().cancel('2026-11-22T10:00:00.000Z').facts),
    ).toEqual([
      'new done',
      'assess done',
      'authorize done',
      'scheduled done',
      'canceled now',
    ]);
    expect(way(new Tale().cancel('2026-11-20T10:00:00.000Z').facts)).toEqual([
      'new done',
      'canceled now',
    ]);
  });

  it('marks where it was rejected, and ticks nothing it was sent back from', () => {
    expect(way(new Tale().submit().reject().facts).slice(0, 4)).toEqual([
      'new now',
      'assess later',
      'authorize rejected',
      'scheduled later',
    ]);
  });

  it('shows an approval that is owed, and one that was refused afterwards', () => {
    const ahead = anEmergency().start('2026-11-24T21:02:00.000Z', ivan);
    expect(way(ahead.facts)).toEqual([
      'new done',
      'authorize owed',
      'scheduled done',
      'implement now',
      'review later',
      'closed later',
    ]);
    const refused = honestTales['an emergency that was rejected afterwards']();
    expect(way(refused.facts)[1]).toBe('authorize rejected');
    expect(way(refused.facts).at(-1)).toBe('closed now');
  });

  it('shows that it is on hold, and what a retrospective change goes through', () => {
    const held = Tale.approved().hold('2026-11-22T10:00:00.000Z');
    expect(way(held.facts)[3]).toBe('scheduled held');
    expect(way(aRetrospectiveChange().facts)).toEqual([
      'authorize done',
      'review done',
      'closed now',
    ]);
  });

  it('ticks only what happened, also in facts that were kept without the way', () => {
    fc.assert(
      fc.property(plays, play => {
        const { entries } = played(play);
        const been = new Set<ChangeState>(['new']);
        for (const [i, { type, data }] of entries.entries()) {
          if (type === 'change.transitioned') {
            been.add((data as { to: ChangeState }).to);
          }
          const facts = foldAll(entries.slice(0, i + 1))!;
          for (const { trail, ...rest } of [facts]) {
            expect(trail!.at(-1)).toBe(facts.state);
            for (const told of [facts, rest]) {
              const steps = journeyOf(told);
              expect(steps.filter(s => s.current).map(s => s.state)).toEqual([
                facts.state,
              ]);
              const done = steps.filter(({ mark }) => mark === 'done');
              expect(done.filter(({ state }) => !been.has(state))).toEqual([]);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
