import { BundleProof } from '@countersign/plugin-ledger-common';
import { judgeProven, JudgeStory } from './judgeProven';

const entry = (index: number, subject: string) =>
  ({ index, entry: { subject, type: `entry.${index}` } } as never);
const proofOf = (contents: BundleProof['contents']) => ({
  origin: 'countersign/test',
  contents,
  entries: [entry(2, 'pay'), entry(0, 'pay'), entry(1, 'COR0000001')],
});

it.each([
  [
    'the record that several were asked for with',
    {
      kind: 'subjects' as const,
      subjects: [{ subject: 'pay' }, { subject: 'COR0000001' }],
    },
    ['entry.0', 'entry.2'],
  ],
  [
    'the one that was asked for',
    { kind: 'subject' as const, subject: 'pay' },
    ['entry.0', 'entry.2'],
  ],
  [
    'all of a range',
    { kind: 'range' as const, first: 0, count: 3 },
    ['entry.0', 'entry.1', 'entry.2'],
  ],
])('judges the story of %s, in order, beside all', (_, contents, types) => {
  const judge = jest.fn<never, Parameters<JudgeStory>>();
  judgeProven(proofOf(contents), judge);
  const [[entries, context]] = judge.mock.calls;
  expect(entries.map(({ type }) => type)).toEqual(types);
  expect(context?.beside.map(({ index }) => index)).toEqual([0, 1, 2]);
});
