import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { minute, people, plugin, Tale } from '../__testUtils__/tale';
import { incidentStories, incidentStory } from './incidentStory';

const { olive, carl, una } = people;
const by = (ref: string) => ({ ref, by: 'person' as const });
const words = { text: 'It is so.' };

const failing = (entries: LedgerEntry[]) =>
  incidentStory(entries)
    .claims.filter(({ holds }) => !holds)
    .map(({ id }) => id);

function whole(): Tale {
  return new Tale()
    .at(2)
    .do('acknowledge', {})
    .do('assign', { role: 'commander', person: carl })
    .at(4)
    .do('update', { text: 'We look into it.', nextAt: minute(30) })
    .at(20)
    .do('mitigate', words)
    .at(30)
    .do('resolve', words)
    .do('set-time', {
      time: 'mitigated',
      from: minute(20),
      to: minute(15),
      reason: 'The chart says so.',
    })
    .at(40)
    .do('confirm-time', { correction: 'e6', involved: [] }, by(una))
    .at(95)
    .do('close', { after: 3_600_000 }, plugin);
}

describe('the story of an incident', () => {
  it('holds as the portal wrote it', () => {
    expect(incidentStories.judge(whole().entries)).toMatchObject({
      subject: 'INC0000001',
      title: 'Payments are slow',
      state: 'closed',
      holds: true,
    });
    expect(incidentStories.judge([]).holds).toBe(false);
  });

  const page = (fields: object = {}) => ({
    policy: 'usual',
    run: 0,
    step: 0,
    raisedAt: minute(0),
    dueAt: minute(1),
    pages: [
      {
        id: '1e0b2f3a-6a0e-4a0e-9a52-0d8f0c6a7b11',
        channel: 'notification',
        recipient: carl,
      },
    ],
    ...fields,
  });
  const paged = (told: object[], actor: string = plugin.ref) => {
    const tale = new Tale().at(1);
    for (const each of told) tale.write('incident.paged', each, actor);
    return tale;
  };

  it('holds with those who were told, step by step', () => {
    const { entries } = paged([page(), page({ step: 1 })]).do(
      'acknowledge',
      {},
    );
    expect(failing(entries)).toEqual([]);
  });

  it.each<[string, Tale]>([
    ['the same step twice', paged([page(), page()])],
    ['a step before it was due', paged([page({ dueAt: minute(9) })])],
    ['what a person wrote', paged([page()], olive)],
  ])('refuses people told by %s', (_, tale) => {
    expect(failing(tale.entries)).toEqual(['pages']);
  });

  it('refuses people told of what somebody had taken, or of what was over', () => {
    const taken = new Tale().at(1).do('acknowledge', {});
    taken.write('incident.paged', page(), plugin.ref);
    expect(failing(taken.entries)).toEqual(['pages']);
    const over = new Tale().at(1).do('acknowledge', {}).do('resolve', words);
    over.write('incident.paged', page(), plugin.ref);
    expect(failing(over.entries)).toEqual(['pages']);
  });

  it('says which claim fails by what was forged', () => {
    const forged = (at: number, change: Partial<LedgerEntry>) =>
      failing(
        whole().entries.map((entry, i) =>
          i === at ? { ...entry, ...change } : entry,
        ),
      );
    // A machine acknowledges.
    expect(forged(1, { actor: 'external:ci' })).toContain('people');
    // An assistant does, on behalf of a person.
    expect(forged(1, { data: { via: 'plugin:mcp-actions' } })).toContain(
      'people',
    );
    // Whoever set the time confirms it.
    expect(forged(7, { actor: olive })).toEqual(['duties']);
    expect(forged(7, { actor: carl })).toEqual(['duties']);
    // Closed at once.
    expect(forged(8, { occurredAt: minute(31) })).toEqual(['delays']);
    // Said to have been mitigated before anybody knew.
    expect(
      forged(6, {
        data: {
          time: 'mitigated',
          from: minute(20),
          to: minute(1),
          reason: 'None',
        },
      }),
    ).toContain('times');
    // Nobody acknowledged it.
    expect(failing(whole().entries.filter((_, i) => i !== 1))).toContain(
      'steps',
    );
    // Nobody opened it.
    expect(failing(whole().entries.slice(1))).toContain('opened');
    expect(forged(3, { type: 'incident.unknown' })).toEqual(['readable']);
    expect(forged(3, { subject: 'INC0000002' })).toEqual(['readable']);
  });

  it('is never broken by what the judge allows, and never unharmed by a step of another kind of caller', () => {
    const step = fc.constantFrom(
      ['acknowledge', {}],
      ['hold', { reason: 'vendor' }],
      ['resume', {}],
      ['mitigate', words],
      ['restore', words],
      ['resolve', words],
      ['reopen', { reason: 'It is back.' }],
      ['update', words],
      ['note', words],
      ['prioritize', { impact: 'high', urgency: 'high' }],
    ) as fc.Arbitrary<['note', { text: string }]>;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, fc.constantFrom(olive, carl))),
        fc.nat(),
        (steps, which) => {
          const tale = new Tale();
          for (const [[verb, data], who] of steps) {
            tale.at(tale.now + 3).try(verb, data, by(who));
          }
          expect(incidentStory(tale.entries).holds).toBe(true);
          const at = 1 + (which % Math.max(1, tale.entries.length - 1));
          const entry = tale.entries[at];
          const free = ['incident.noted', undefined];
          if (free.includes(entry?.type)) return;
          const forged = tale.entries.map((each, i) =>
            i === at ? { ...each, actor: 'external:ci' } : each,
          );
          expect(incidentStory(forged).holds).toBe(false);
        },
      ),
    );
  });
});
