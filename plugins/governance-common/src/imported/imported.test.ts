import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { importedDigest, judgeImport } from './judge';
import { ImportedContent, importedContentSchema } from './model';
import { importStories } from './story';

const words = fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,8}){0,3}$/);
const instant = fc
  .date({
    min: new Date('2000-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true,
  })
  .map(date => date.toISOString());
const contents: fc.Arbitrary<ImportedContent> = fc
  .record(
    {
      title: words,
      state: words,
      openedAt: instant,
      closedAt: instant,
      team: words,
      comments: fc.array(fc.record({ text: words }), { maxLength: 2 }),
      further: fc.array(fc.record({ label: words, value: words }), {
        maxLength: 2,
      }),
    },
    { requiredKeys: ['title', 'state', 'openedAt'] },
  )
  .map(content => importedContentSchema.parse(content));

describe('what becomes of a record that is brought', () => {
  it('is nothing the second time, and an update exactly where something differs and somebody wants it', () => {
    fc.assert(
      fc.property(contents, contents, fc.boolean(), (before, after, update) => {
        expect(judgeImport(undefined, before, { update }).outcome).toBe('new');
        const again = JSON.parse(JSON.stringify(before));
        expect(judgeImport(before, again, { update })).toEqual({
          outcome: 'unchanged',
          differences: [],
        });
        const { outcome, differences } = judgeImport(before, after, { update });
        const same = importedDigest(before) === importedDigest(after);
        expect(differences.length === 0).toBe(same);
        const otherwise = update ? 'updated' : 'differs';
        expect(outcome).toBe(same ? 'unchanged' : otherwise);
      }),
    );
  });
});

describe('the story of a record that was taken over', () => {
  const from = { name: 'a.csv', digest: `sha256:${'0'.repeat(64)}`, row: 2 };
  let count = 0;
  const entry = (type: string, data: object): LedgerEntry =>
    ({
      id: `00000000-0000-4000-8000-${String(count++).padStart(12, '0')}`,
      type,
      subject: 'IMC0000001',
      actor: 'user:default/paula-platform',
      occurredAt: '2026-11-26T10:00:00.000Z',
      data,
    } as LedgerEntry);
  const tell = (chain: ImportedContent[]) =>
    chain.map((content, i) =>
      i === 0
        ? entry('import.recorded', {
            kind: 'change',
            system: 'servicenow',
            foreignNumber: 'CHG0030001',
            title: content.title,
            state: content.state,
            openedAt: content.openedAt,
            digest: importedDigest(content),
            from,
          })
        : entry('import.updated', {
            before: importedDigest(chain[i - 1]),
            digest: importedDigest(content),
            fields: ['title'],
            from,
          }),
    );
  const kind = importStories('change');
  const chains = fc.array(contents, { minLength: 1, maxLength: 4 });

  it('holds, and leaves it imported, whatever the other system says', () => {
    fc.assert(
      fc.property(chains, chain => {
        const told = kind.judge(tell(chain));
        expect(told.holds).toBe(true);
        expect(told.state).toBe('imported');
        expect(told.title).toBe(chain[0].title);
      }),
    );
  });

  it.each([
    'change.created',
    'approval.given',
    'gate.decided',
    'change.closed',
  ])(
    'fails where %s is in it: nothing is decided about what was imported',
    type => {
      fc.assert(
        fc.property(chains, fc.nat(), (chain, at) => {
          const story = tell(chain);
          story.splice(1 + (at % story.length), 0, entry(type, {}));
          expect(kind.judge(story).holds).toBe(false);
        }),
        { numRuns: 20 },
      );
    },
  );

  it('fails where an update is left out, or it begins twice or as another kind', () => {
    const [a, b, c] = fc.sample(contents, { numRuns: 3, seed: 42 });
    const story = tell([a, b, c]);
    expect(kind.judge(story).holds).toBe(true);
    expect(kind.judge([story[0], story[2]]).holds).toBe(false);
    expect(kind.judge([story[0], ...story]).holds).toBe(false);
    expect(importStories('incident').judge(story).holds).toBe(false);
  });
});
