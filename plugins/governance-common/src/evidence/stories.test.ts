import { BundleProof, LedgerEntry } from '@countersign/plugin-ledger-common';
import { storiesIn } from './stories';
import { StoryKind } from './story';

/** Another area than those there are: boats, which are launched and sink. */
const boats: StoryKind = {
  prefix: 'BOAT',
  opening: 'boat.launched',
  judge: entries => ({
    subject: entries[0].subject,
    rules: 1,
    holds: entries.every(entry => entry.type !== 'boat.sank'),
    claims: [],
  }),
  limits: ['That it was a boat.'],
};

const entry = (subject: string, type: string): LedgerEntry => ({
  id: '11111111-0000-4000-8000-000000000000',
  subject,
  type,
  actor: 'user:default/kim',
  occurredAt: '2026-12-01T00:00:00.000Z',
  data: {},
});

function proofOf(
  contents: BundleProof['contents'],
  ...entries: LedgerEntry[]
): BundleProof {
  return {
    contents,
    entries: entries.map((of, index) => ({ index, entry: of })),
  } as BundleProof;
}

describe('the stories in a bundle', () => {
  it('are judged by the area whose numbers they have, each with what it cannot show', () => {
    const proof = proofOf(
      { kind: 'subject', subject: 'BOAT0000001' },
      entry('BOAT0000001', 'boat.launched'),
      entry('BOAT0000001', 'boat.sank'),
    );
    expect(storiesIn(proof, [boats])).toMatchObject({
      stories: [{ subject: 'BOAT0000001', holds: false }],
      limits: ['That it was a boat.'],
    });
  });

  it('of a range of the log are those that begin in it', () => {
    const proof = proofOf(
      { kind: 'range', first: 7, count: 4 },
      entry('BOAT0000001', 'boat.sank'),
      entry('BOAT0000002', 'boat.launched'),
      entry('BOATS', 'boat.launched'),
      entry('TRAIN0000001', 'boat.launched'),
    );
    expect(storiesIn(proof, [boats]).stories).toMatchObject([
      { subject: 'BOAT0000002', holds: true },
    ]);
  });

  it('of several records are judged one by one, beside each other, and one of which only a part was asked for is not', () => {
    const seen: string[][] = [];
    const kind: StoryKind = {
      ...boats,
      judge(entries, context) {
        seen.push(context!.beside.map(({ entry: { subject } }) => subject));
        return { ...boats.judge(entries), relies: ['That it floats.'] };
      },
    };
    const proof = proofOf(
      {
        kind: 'subjects',
        subjects: [
          { subject: 'BOAT0000001' },
          { subject: 'BOAT0000002', since: '2026-12-01T00:00:00.000Z' },
        ],
      },
      entry('BOAT0000001', 'boat.launched'),
      entry('BOAT0000002', 'boat.sank'),
    );
    const told = storiesIn(proof, [kind]);
    expect(told.stories.map(({ subject }) => subject)).toEqual(['BOAT0000001']);
    expect(told.limits).toEqual(['That it was a boat.', 'That it floats.']);
    expect(seen).toEqual([['BOAT0000001', 'BOAT0000002']]);
  });

  it('of records that no area here knows are said to be unjudged', () => {
    const proof = proofOf(
      { kind: 'subject', subject: 'TRAIN0000001' },
      entry('TRAIN0000001', 'train.left'),
    );
    const { stories, limits } = storiesIn(proof, [boats]);
    expect(stories).toEqual([]);
    expect(limits).toEqual([expect.stringContaining('TRAIN0000001')]);
  });
});
