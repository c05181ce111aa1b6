import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { played, plays } from '../__testUtils__/play';
import { told } from '../__testUtils__/stories';
import { anEmergency, honestTales } from '../__testUtils__/tales';
import { honestStory } from '../testUtils/honestStory';
import { honestStoryOfRules1 } from '../testUtils/honestStoryOfRules1';
import { changeStory } from './story';

describe('an honest story', () => {
  it('bears out every claim', () => {
    const result = changeStory(honestStory());
    expect(result).toMatchObject({
      subject: 'CHG0000042',
      title: 'Raise the checkout database tier',
      state: 'closed',
      rules: 2,
      holds: true,
    });
    expect(result.claims.map(c => c.id)).toEqual([
      'opened',
      'readable',
      'states',
      'bound',
      'duties',
      'approved',
      'gate',
      'deployed',
      'verdicts',
      'closed',
      'relied',
      'written',
      'whole',
      'owed',
      'demands',
    ]);
    expect(
      result.claims.filter(c => !c.entryIds.length).map(c => c.id),
    ).toEqual(['owed', 'demands']);
  });

  it.each(Object.entries(honestTales))(
    'of %s holds at any point',
    (_, tale) => {
      const { entries } = tale();
      // In between the entries of one transaction a story may look unfinished, never false.
      for (let n = 1; n <= entries.length; n++) {
        expect(told(entries.slice(0, n))).toEqual([]);
      }
    },
  );

  it('holds whatever is done by the rules, but for what was deployed against them', () => {
    fc.assert(
      fc.property(plays, play => {
        const { entries } = played(play);
        expect(told(entries).filter(f => !f.startsWith('deployed:'))).toEqual(
          [],
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('changeStory', () => {
  it('answers for any rubbish without throwing', () => {
    const story = [
      ...honestStory(),
      ...anEmergency().start('2026-11-24T21:02:00.000Z').entries,
      ...honestStoryOfRules1(),
    ];
    const entry = fc.record({
      id: fc.uuid(),
      type: fc.constantFrom(...story.map(e => e.type), 'other.thing'),
      subject: fc.constant('CHG0000042'),
      actor: fc.string(),
      occurredAt: fc.constantFrom('2026-11-20T09:00:00.000Z', 'never'),
      data: fc.oneof(
        fc.constantFrom(...story.map(e => e.data)),
        fc.jsonValue() as fc.Arbitrary<LedgerEntry['data']>,
      ),
    });
    const any = fc.oneof(entry, fc.constantFrom(...story));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 10 }), entries => {
        expect([10, 15]).toContain(changeStory(entries).claims.length);
      }),
    );
    expect(changeStory([]).holds).toBe(false);
  });
});
