import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { played, plays } from '../__testUtils__/play';
import { honestTales } from '../__testUtils__/tales';
import { StoryClaimId } from './claims';
import { changeStory } from './story';

const failed = (entries: LedgerEntry[]): string[] =>
  changeStory(entries)
    .claims.filter(claim => !claim.holds)
    .map(claim => `${claim.id}: ${claim.detail}`);

describe('an honest story', () => {
  it.each(Object.entries(honestTales))(
    'of %s holds at any point',
    (_, tale) => {
      const { entries } = tale();
      // In between the entries of one transaction a story may look unfinished, never false.
      for (let n = 1; n <= entries.length; n++) {
        expect(failed(entries.slice(0, n))).toEqual([]);
      }
    },
  );

  it('holds whatever is done by the rules, but for what was deployed against them', () => {
    fc.assert(
      fc.property(plays, play => {
        const { entries } = played(play);
        expect(failed(entries).filter(f => !f.startsWith('deployed:'))).toEqual(
          [],
        );
      }),
      { numRuns: 1500 },
    );
  });
});
export type X = StoryClaimId;
