import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { alertTiers, budgetOf, thresholdOf } from '../arithmetic';
import { nextEvents, Alert, applyAlertEvent } from '../alerts/life';
import { judgePairs } from '../alerts/evaluate';
import { alertStory } from './alertStory';
import { Counted, figuresAt, HOUR_MS } from './counted';
import { objectiveStory } from './objectiveStory';

const DAY = 24 * HOUR_MS;
const START = Date.UTC(2026, 10, 1);
const iso = (ms: number) => new Date(ms).toISOString();
const window = {
  kind: 'rolling',
  duration: { count: 3, unit: 'days' },
} as const;
const target = 0.99;

let n = 0;
function entry(
  type: string,
  subject: string,
  at: number,
  data: unknown,
  actor = 'plugin:service-levels',
): LedgerEntry {
  n += 1;
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    type,
    subject,
    actor,
    occurredAt: iso(at),
    data: JSON.parse(JSON.stringify(data)),
  };
}

interface Hour {
  bad: number;
  total: number;
}

/** What the portal records of these hours, so many an entry. */
function recorded(hours: readonly Hour[], each: number): LedgerEntry[] {
  const known = new Map<number, Hour>();
  const entries: LedgerEntry[] = [];
  for (let i = 0; i < hours.length; i += each) {
    const own = hours.slice(i, i + each);
    const from = START + i * HOUR_MS;
    const to = from + own.length * HOUR_MS;
    own.forEach((hour, j) => known.set(from + (j + 1) * HOUR_MS, hour));
    const standing = figuresAt(known, { target, window }, to);
    const counted: Counted = {
      definition: 'sha256:x',
      target,
      window,
      method: 'occurrences',
      measurement: '1',
      since: iso(START),
      from: iso(from),
      to: iso(to),
      hours: own.map(({ bad, total }) => [bad, total, total > 0 ? 60 : 0]),
      late: [],
      pairs: [
        {
          severity: 'page',
          longWindow: HOUR_MS,
          shortWindow: HOUR_MS / 12,
          burnRate: 14.4,
        },
      ],
      ...(typeof standing !== 'string' && { figures: standing }),
      alerts: [],
    };
    entries.push(
      entry('objective.counted', 'slo:default/pay', to + 20 * 60_000, counted),
    );
  }
  return entries;
}

const hoursArbitrary = fc.array(
  fc
    .tuple(fc.nat(40), fc.nat(400))
    .map(([bad, good]) => ({ bad, total: bad + good })),
  { minLength: 1, maxLength: 120 },
);
const dataOf = (of: LedgerEntry) => of.data as unknown as Counted;
const failing = (entries: LedgerEntry[]) =>
  objectiveStory(entries)
    .claims.filter(({ holds }) => !holds)
    .map(({ id }) => id);

describe('what the ledger says of an objective', () => {
  it('holds where it is honest, whole or from the middle on, and does the sums again', () => {
    fc.assert(
      fc.property(
        hoursArbitrary,
        fc.integer({ min: 1, max: 30 }),
        (hours, each) => {
          const entries = recorded(hours, each);
          expect(failing(entries)).toEqual([]);
          expect(failing(entries.slice(1))).toEqual([]);
        },
      ),
      {
        // What was counted lies before the first hour that is told, and nothing since.
        examples: [[[1, 0, 0].map(total => ({ bad: 0, total })), 2]],
      },
    );
  });

  it('does not hold where anything that was counted, or follows from it, is another', () => {
    type Forge = (entries: LedgerEntry[], i: number) => void;
    const forgeries: Record<string, Forge> = {
      'fewer bad events in an hour': (entries, i) => {
        const [hour] = dataOf(entries[i]).hours;
        hour[1] += 1;
      },
      'a better figure': (entries, i) => {
        const { figures } = dataOf(entries[i]);
        if (figures) figures.budgetLeft += 1e-9;
        else
          dataOf(entries[i]).figures = {
            ...{ bad: 0, total: 1 },
            sli: 1,
            burnRate: 0,
            budgetLeft: 1,
          };
      },
      'an hour left out': (entries, i) => {
        dataOf(entries[i]).hours.pop();
      },
      'an entry left out': (entries, i) => {
        if (i > 0 && i < entries.length - 1) entries.splice(i, 1);
        else entries.splice(0, entries.length);
      },
      'told before it was over': (entries, i) => {
        entries[i].occurredAt = dataOf(entries[i]).from;
      },
      'more bad events than events': (entries, i) => {
        const [hour] = dataOf(entries[i]).hours;
        hour[0] = hour[1] + 1;
      },
      'an alert that could not fire': (entries, i) => {
        dataOf(entries[i]).alerts.push({
          number: 'ALR0000001',
          type: 'alert.fired',
          at: dataOf(entries[i]).to,
          burn: {
            severity: 'page',
            longWindow: HOUR_MS,
            shortWindow: HOUR_MS / 12,
            threshold: 0.144,
            long: { bad: 14, total: 100 },
            short: { bad: 9, total: 10 },
          },
        });
      },
      'an alert by counts that the hours have not': (entries, i) => {
        dataOf(entries[i]).alerts.push({
          number: 'ALR0000001',
          type: 'alert.fired',
          at: dataOf(entries[i]).to,
          burn: {
            severity: 'page',
            longWindow: HOUR_MS,
            shortWindow: HOUR_MS / 12,
            threshold: 0.144,
            long: { bad: 1e6, total: 1e6 },
            short: { bad: 9, total: 10 },
          },
        });
      },
      'an entry of something else': (entries, i) => {
        entries[i].type = 'alert.fired';
      },
    };
    fc.assert(
      fc.property(
        hoursArbitrary,
        fc.constantFrom(...Object.keys(forgeries)),
        fc.nat(),
        (hours, name, place) => {
          const entries = recorded(hours, 7);
          forgeries[name](entries, place % entries.length);
          expect([name, objectiveStory(entries).holds]).toEqual([name, false]);
        },
      ),
    );
  });
});

/** An alert as the engine would have it over minutes with so many bad events each. */
function alertEntries(minutes: readonly number[]): LedgerEntry[] {
  const promise = { target, window: 30 * DAY };
  const [tier] = alertTiers(promise.window, 60_000);
  let alert: Alert | undefined;
  const entries: LedgerEntry[] = [];
  minutes.forEach((_, i) => {
    const at = START + i * 60_000;
    const over = (length: number) => {
      const own = minutes.slice(Math.max(0, i + 1 - length / 60_000), i + 1);
      return {
        bad: own.reduce((sum, each) => sum + each, 0),
        total: own.length * 100,
      };
    };
    const verdicts = judgePairs([tier], promise, over);
    for (const event of nextEvents(alert, verdicts, {
      at,
      pending: 0,
      id: 'ALR0000001',
    })) {
      alert = applyAlertEvent(alert, event);
      const [{ threshold, long, short }] = verdicts;
      const isEnd =
        event.type === 'alert.resolved' || event.type === 'alert.withdrawn';
      entries.push(
        entry(
          event.type,
          'ALR0000001',
          at,
          isEnd
            ? { objective: 'pay', at: iso(at), because: 'recovered' }
            : {
                at: iso(at),
                objective: 'pay',
                kind: 'burn',
                severity: tier.severity,
                longWindow: tier.long,
                shortWindow: tier.short,
                threshold: threshold.errorRatio,
                burnRate: threshold.burnRate,
                target,
                long,
                short,
                measured: 1,
                definition: 'sha256:x',
              },
        ),
      );
    }
  });
  const end = entries.findIndex(({ type }) => type === 'alert.resolved');
  return end < 0 ? entries : entries.slice(0, end + 1);
}

describe('what the ledger says of an alert', () => {
  const faults = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 1, 40, 90)),
    { minLength: 1, maxLength: 8 },
  );
  const minutesOf = (all: [number, number][]) =>
    all.flatMap(([length, bad]) => Array<number>(length).fill(bad));

  it('holds for whatever the engine does', () => {
    fc.assert(
      fc.property(faults, all => {
        const entries = alertEntries(minutesOf(all));
        fc.pre(entries.length > 0);
        expect(
          alertStory(entries).claims.filter(({ holds }) => !holds),
        ).toEqual([]);
      }),
    );
  });

  it('does not hold where the fold or the thresholds would refuse it', () => {
    const honest = () =>
      alertEntries([...Array(30).fill(60), ...Array(40).fill(0)]);
    expect(alertStory(honest())).toMatchObject({
      holds: true,
      state: 'resolved',
    });
    const firedAt = honest().findIndex(({ type }) => type === 'alert.fired');
    const after = START + 29 * 60_000;
    const forge = (change: (entries: LedgerEntry[]) => void) => {
      const entries = honest();
      change(entries);
      return alertStory(entries)
        .claims.filter(({ holds }) => !holds)
        .map(({ id }) => id);
    };
    const reason = (entries: LedgerEntry[]) =>
      entries[firedAt].data as unknown as {
        long: { bad: number; total: number };
        short: { bad: number; total: number };
        threshold: number;
        at: string;
      };
    expect(
      forge(e => {
        reason(e).long.bad = 14;
        reason(e).long.total = 100;
      }),
    ).toEqual(['thresholds']);
    expect(
      forge(e => {
        reason(e).threshold /= 2;
      }),
    ).toEqual(['thresholds']);
    expect(forge(e => void e.shift())).toContain('opened');
    expect(forge(e => void e.splice(firedAt, 1))).toContain('life');
    expect(
      forge(
        e =>
          void e.push(
            entry('alert.resolved', 'ALR0000001', after, {
              objective: 'pay',
              because: 'recovered',
            }),
          ),
      ),
    ).toContain('life');
    const acknowledged = (actor: string, at = after) =>
      entry(
        'alert.acknowledged',
        'ALR0000001',
        at,
        { objective: 'pay' },
        actor,
      );
    expect(
      forge(
        e => void e.splice(firedAt + 1, 0, acknowledged('user:default/kim')),
      ),
    ).toEqual([]);
    expect(
      forge(e => void e.splice(firedAt + 1, 0, acknowledged('external:bot'))),
    ).toEqual(['acknowledged']);
    expect(forge(e => void e.push(acknowledged('user:default/kim')))).toContain(
      'acknowledged',
    );
    expect(
      forge(e => {
        e[firedAt].subject = 'ALR0000002';
      }),
    ).toContain('readable');
  });

  it('knows the threshold by the exact numbers it was derived from', () => {
    for (const days of [1, 7, 28, 30, 90]) {
      for (const tier of alertTiers(days * DAY, 60_000)) {
        const { burnRate, errorRatio } = thresholdOf(tier, {
          target: 0.9995,
          window: days * DAY,
        });
        expect(burnRate * budgetOf(0.9995).valueOf()).toBeCloseTo(
          errorRatio,
          12,
        );
      }
    }
  });
});
