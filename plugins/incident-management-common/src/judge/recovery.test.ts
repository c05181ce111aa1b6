import fc from 'fast-check';
import {
  BEGIN,
  guardOf,
  minute,
  people,
  plugin,
  Tale,
} from '../__testUtils__/tale';
import { incidentStory } from '../story';
import { recoveredAt, recoveredBefore } from './recovery';

const words = { text: 'The last of its alerts ended.' };
const olive = { ref: people.olive, by: 'person' } as const;

/** An incident whose alerts fire from the beginning on. */
const firing = (...alerts: string[]) =>
  new Tale(
    'INC0000001',
    {
      source: 'alert',
      detected: minute(0),
      alerts: alerts.map(alert => ({
        alert,
        startedAt: minute(-10),
        receivedAt: minute(0),
      })),
      firing: alerts.length,
    },
    plugin.ref,
  );

/** An alert that ended, and was heard last; both in minutes. */
type End = readonly [ended: number, heard?: number];

const end = (tale: Tale, left: number, ...ends: End[]) =>
  tale.do(
    'end-alerts',
    {
      alerts: ends.map(([ended, heard], i) => ({
        alert: `a${i}`,
        endedAt: minute(ended),
        ...(heard !== undefined && { heardAt: minute(heard) }),
      })),
      firing: left,
    },
    plugin,
  );

const known = (tale: Tale) =>
  recoveredAt(tale.facts, tale.entries, minute(tale.now));
const restore = (tale: Tale, at = known(tale)) =>
  guardOf(tale.try('restore', { ...words, ...(at && { at }) }, plugin));
const brokenClaims = (tale: Tale, at?: string) =>
  incidentStory(
    tale.entries.map(entry =>
      at !== undefined && entry.type === 'incident.restored'
        ? { ...entry, data: { ...words, at } }
        : entry,
    ),
  )
    .claims.filter(({ holds }) => !holds)
    .map(({ id }) => id);

describe('a recovery that alerts tell', () => {
  it('is when the last alert ended, and the resolution is when it was resolved', () => {
    const tale = firing('a', 'b').at(20);
    end(tale, 1, [12, 5]);
    end(tale.at(27), 0, [23, 4]);
    expect(restore(tale)).toBeUndefined();
    tale.do('resolve', words, plugin);
    expect(tale.facts.times).toMatchObject({
      restored: minute(23),
      resolved: minute(27),
    });
    expect(brokenClaims(tale)).toEqual([]);
  });

  it.each<[string, End, number]>([
    ['before it was last heard that it goes on', [3, 19], 19],
    ['before it was heard at all', [-5, -7], 0],
    ['in the future', [900, 4], 30],
    ['before its end was written down, where nobody knows more', [3], 30],
  ])('is not believed %s', (_, said, at) => {
    const tale = end(firing('a').at(30), 0, said);
    expect(known(tale)).toBe(minute(at));
    expect(restore(tale)).toBeUndefined();
  });

  it('is not before it was mitigated, reopened or took over what fired elsewhere', () => {
    const acknowledged = () => firing('a').at(5).do('acknowledge', {});
    const mitigated = acknowledged().at(25).do('mitigate', words);
    expect(known(end(mitigated.at(30), 0, [20, 4]))).toBe(minute(25));
    const reopened = acknowledged()
      .do('mitigate', words)
      .at(24)
      .do('reopen', { reason: 'It is back.' });
    expect(known(end(reopened.at(30), 0, [20, 4]))).toBe(minute(24));
    const other = firing('b');
    const merged = acknowledged()
      .at(26)
      .do(
        'absorb',
        {
          from: { number: 'INC0000002' },
          as: 'merge',
          ...{ entities: [], impact: 'low', urgency: 'low', major: 'none' },
          started: other.facts.times.started,
          detected: other.facts.times.detected,
          alerts: other.facts.alerts,
        },
        olive,
        { other: 'elsewhere' },
      );
    expect(known(end(merged.at(30), 0, [20, 4], [21, 4]))).toBe(minute(26));
  });

  it('is what a person says who reopened it after its alerts had ended', () => {
    const before = (tale: Tale) =>
      recoveredBefore(tale.facts, tale.entries, minute(tale.now));
    const mitigated = () =>
      firing('a').at(5).do('acknowledge', {}).do('mitigate', words);
    const reopened = (at: number) =>
      end(
        mitigated().at(at).do('reopen', { reason: 'Back.' }).at(30),
        0,
        [20, 4],
      );
    expect(before(end(mitigated().at(30), 0, [20, 4]))).toBe(minute(20));
    expect(before(reopened(12))).toBe(minute(20));
    expect(before(reopened(24))).toBeUndefined();
  });

  it('is told by nobody else, by no other time, and not while something fires', () => {
    const tale = end(firing('a', 'b').at(30), 1, [20, 4]);
    expect(restore(tale, minute(20))).toBe('alerts');
    end(tale, 0, [23, 4]);
    expect(restore(tale, minute(20))).toBe('time');
    expect(restore(tale, minute(29))).toBe('time');
    const data = { ...words, at: minute(23) };
    expect(guardOf(tale.try('restore', data, olive))).toBe('time');
    expect(restore(new Tale().at(9), minute(3))).toBe('time');
  });

  it('is when the entry was written where an older one says no more', () => {
    const tale = end(firing('a').at(27), 0, [23]).do('restore', words, plugin);
    expect(tale.facts.times.restored).toBe(minute(27));
    expect(brokenClaims(tale)).toEqual([]);
  });

  it('flatters in no history: it is after all that was heard, in order, and the verifier takes no other time', () => {
    const told = fc.record({
      ended: fc.integer({ min: -20, max: 200 }),
      heard: fc.option(fc.integer({ min: -20, max: 100 }), { nil: undefined }),
      wait: fc.integer({ min: 0, max: 30 }),
    });
    const calm = fc.constantFrom('mitigate', 'reopen', 'nothing' as const);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(told, calm), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: -30, max: 260 }),
        (ends, forged) => {
          const tale = firing(...ends.map((_, i) => `a${i}`))
            .at(1)
            .do('acknowledge', {});
          ends.forEach(([{ ended, heard, wait }, step], i) => {
            tale.at(tale.now + wait);
            if (step === 'mitigate') tale.try('mitigate', words);
            if (step === 'reopen') tale.try('reopen', { reason: 'Back.' });
            end(tale, ends.length - 1 - i, [ended, heard]);
          });
          expect(restore(tale)).toBeUndefined();
          const { restored, ...before } = tale.facts.times;
          const at = (Date.parse(restored!) - BEGIN) / 60_000;
          expect(at).toBeLessThanOrEqual(tale.now);
          for (const [{ ended, heard = ended }] of ends) {
            expect(at).toBeGreaterThanOrEqual(Math.min(ended, tale.now));
            expect(at).toBeGreaterThanOrEqual(Math.min(heard, tale.now));
          }
          const later = [before.started, before.mitigated].filter(
            time => time !== undefined && time > restored!,
          );
          expect(later).toEqual([]);
          // Where everybody is known to have been heard before, nothing but the ends counts.
          const isPlain = ends.every(
            ([{ ended, heard }, step]) =>
              step === 'nothing' && heard !== undefined && heard <= ended,
          );
          const last = Math.max(0, ...ends.map(([{ ended }]) => ended));
          expect(at).toBe(isPlain ? Math.min(last, tale.now) : at);
          expect(brokenClaims(tale)).toEqual([]);
          expect(brokenClaims(tale, minute(forged))).toEqual(
            forged === at ? [] : ['times'],
          );
        },
      ),
    );
  });
});
