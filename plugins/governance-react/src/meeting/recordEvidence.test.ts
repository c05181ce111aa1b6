import { MOST_PROVEN, ProvenFigures, recordEvidence } from './recordEvidence';

const numbers = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => ({ number: `INC${from + i}` }));
const group = (
  figures: string[],
  items: { number: string }[],
  nextCursor?: string,
): ProvenFigures => ({
  figures,
  records: async () => ({ items, ...(nextCursor && { nextCursor }) }),
});
const proof = (...groups: ProvenFigures[]) =>
  recordEvidence(groups, async number => new TextEncoder().encode(number));

it('brings each record once, and covers the figures that rest on them', async () => {
  const { evidence, covered } = await proof(
    group(['open', 'urgent'], numbers(3)),
    group(['actions'], numbers(2, 2)),
  );
  expect(covered).toEqual(['open', 'urgent', 'actions']);
  expect(Object.keys(evidence).sort()).toEqual(
    numbers(4).map(({ number }) => `${number}.evidence.json`),
  );
});

it('leaves out what has more records than there is room for, and still brings what comes after', async () => {
  const { evidence, covered } = await proof(
    group(['first'], numbers(MOST_PROVEN - 1)),
    group(['tooMany'], numbers(2, 1000)),
    group(['endless'], numbers(1), 'more'),
    group(['last'], numbers(1, 5000)),
    group(['none'], []),
  );
  expect(covered).toEqual(['first', 'last', 'none']);
  expect(Object.keys(evidence)).toHaveLength(MOST_PROVEN);
});
