import fc from 'fast-check';
import { alertTiers, Counts } from '../arithmetic';
import { CountsOver, judgePairs, PairState } from './evaluate';
import { Alert, AlertEvent, foldAlert, nextEvents } from './life';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const promise = { target: 0.999, window: 30 * 24 * HOUR };
const tiers = alertTiers(promise.window, MINUTE);

/** Counts by window; where none is named there were events and none was bad. */
function counts(by: Record<number, Counts>): CountsOver {
  return window => by[window] ?? { bad: 0, total: 100_000 };
}

const states = (by: Record<number, Counts>) =>
  judgePairs(tiers, promise, counts(by)).map(({ state }) => state);

describe('a pair of windows', () => {
  const hot = { bad: 2_000, total: 100_000 };

  it('burns, rises or recovers', () => {
    expect(states({ [HOUR]: hot, [5 * MINUTE]: hot })[0]).toBe('burning');
    expect(states({ [5 * MINUTE]: hot })[0]).toBe('rising');
    expect(states({ [HOUR]: hot })[0]).toBe('recovering');
    const silent = { bad: 0, total: 0 };
    expect(states({ [HOUR]: hot, [5 * MINUTE]: silent })[0]).toBe('no-data');
    expect(states({})).toEqual(['quiet', 'quiet', 'quiet', 'quiet']);
  });

  it('is not above its threshold at exactly the threshold', () => {
    const at = { bad: 1_440, total: 100_000 };
    expect(states({ [HOUR]: at, [5 * MINUTE]: at })[0]).toBe('quiet');
    const above = { bad: 1_441, total: 100_000 };
    expect(states({ [HOUR]: above, [5 * MINUTE]: above })[0]).toBe('burning');
  });

  it('does not page for one failure among few requests', () => {
    const few = { bad: 1, total: 10 };
    expect(states({ [HOUR]: few, [5 * MINUTE]: few })[0]).toBe(
      'insufficient-evidence',
    );
  });

  it('takes a few bad minutes of what is measured since then for no bad hour', () => {
    const young = (minutes: number, by: Record<number, Counts>) =>
      judgePairs(tiers, promise, counts(by), { age: minutes * MINUTE })[0]
        .state;
    const tenth = { bad: 1_000, total: 10_000 };
    const by = { [HOUR]: tenth, [5 * MINUTE]: tenth };
    // A tenth of everything is bad: the budget of the page is spent after 518 s.
    expect(young(4, by)).toBe('insufficient-evidence');
    expect(young(8, by)).toBe('insufficient-evidence');
    expect(young(9, by)).toBe('burning');
  });

  it('says when nothing was counted, or nonsense', () => {
    expect(states({ [HOUR]: { bad: 0, total: 0 } })[0]).toBe('no-data');
    expect(states({ [HOUR]: { bad: 2, total: 1 } })[0]).toBe('inconsistent');
    expect(judgePairs(tiers, promise, () => undefined)[0].state).toBe(
      'no-data',
    );
  });
});

describe('the life of an alert', () => {
  /** Pairs in given states, fastest first. */
  const verdicts = (given: readonly PairState[]) =>
    judgePairs(tiers, promise, counts({})).map((verdict, i) => ({
      ...verdict,
      state: given[i] ?? 'quiet',
    }));

  /** Plays evaluations a minute apart, as a replica would that is killed and started again at any of them. */
  function play(evaluations: readonly PairState[][], pending = 0) {
    const events: AlertEvent[] = [];
    const seen: (Alert | undefined)[] = [];
    evaluations.forEach((given, i) => {
      const at = i * MINUTE;
      const options = { at, pending, id: `alert-${i}` };
      events.push(...nextEvents(foldAlert(events), verdicts(given), options));
      seen.push(foldAlert(events));
    });
    return { events, seen };
  }

  const evaluation = fc.array(
    fc.constantFrom<PairState>(
      'quiet',
      'rising',
      'recovering',
      'burning',
      'insufficient-evidence',
      'no-data',
    ),
    { minLength: 4, maxLength: 4 },
  );
  const unknown: PairState[] = ['no-data', 'insufficient-evidence'];
  const evaluations = fc.array(evaluation, { maxLength: 40 });

  it('is open after an evaluation exactly when a pair burned and nothing has ended it since', () => {
    fc.assert(
      fc.property(evaluations, given => {
        const { seen } = play(given);
        let open = false;
        given.forEach((pairs, i) => {
          if (pairs.includes('burning')) open = true;
          else if (!pairs.some(state => unknown.includes(state))) open = false;
          expect(seen[i]?.state === 'firing').toBe(open);
        });
      }),
    );
  });

  it('alerts once, however often an evaluation is repeated', () => {
    fc.assert(
      fc.property(evaluations, fc.nat(3 * MINUTE), (given, pending) => {
        const { events } = play(given, pending);
        const again: AlertEvent[] = [];
        events.forEach(event => again.push(event, event));
        expect(foldAlert(again)).toEqual(foldAlert(events));
        for (const { alert } of events) {
          const fired = events.filter(
            e => e.type === 'alert.fired' && e.alert === alert,
          );
          expect(fired.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('fires only after its condition has held', () => {
    const burning: PairState[] = ['burning'];
    const { events } = play([burning, burning, burning, []], 2 * MINUTE);
    expect(events.map(({ type, at }) => [type, at / MINUTE])).toEqual([
      ['alert.pending', 0],
      ['alert.fired', 2],
      ['alert.resolved', 3],
    ]);
    expect(play([burning, []], 2 * MINUTE).events.at(-1)?.type).toBe(
      'alert.withdrawn',
    );
  });

  it('pages when a ticket becomes worse, as one alert', () => {
    const { events } = play([
      ['quiet', 'quiet', 'burning'],
      ['burning', 'quiet', 'burning'],
      ['recovering', 'quiet', 'burning'],
    ]);
    expect(events.map(({ type }) => type)).toEqual([
      'alert.pending',
      'alert.fired',
      'alert.raised',
      'alert.lowered',
    ]);
    expect(new Set(events.map(({ alert }) => alert)).size).toBe(1);
  });

  it('keeps who acknowledged it first', () => {
    const { events } = play([['burning']]);
    const [{ alert }] = events;
    const by = (name: string, at: number): AlertEvent => ({
      type: 'alert.acknowledged',
      alert,
      at,
      by: name,
    });
    expect(
      foldAlert([
        ...events,
        by('user:default/kenji', 1),
        by('user:default/dana', 2),
      ])?.acknowledged,
    ).toEqual({ by: 'user:default/kenji', at: 1 });
  });
});
