import fc from 'fast-check';
import {
  brokenSubjects,
  dashboardExportSchema,
  exportDashboard,
  looksLikeDashboard,
} from './export';

const query = {
  previousFrom: '2026-11-01T00:00:00.000Z',
  from: '2026-11-08T00:00:00.000Z',
  to: '2026-11-15T00:00:00.000Z',
};
const exported = (evidence: Record<string, string> = { 'a.json': '{}\n' }) =>
  exportDashboard({
    exportedAt: query.to,
    query,
    tiles: [
      {
        id: 'incidents',
        area: 'Incidents',
        answer: {
          ...{ at: query.to, ...query },
          figures: [
            {
              id: 'started',
              title: 'Started',
              unit: 'count',
              value: 3,
              better: 'lower',
              definition: 'Those that started.',
            },
          ],
        },
      },
      { id: 'drills', area: 'Drills', problem: 'It is away' },
    ],
    evidence,
  });

describe('an exported dashboard', () => {
  it('is what was put into it, through any file', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('one.json', 'two.json'),
          fc.string({ unit: 'grapheme' }),
        ),
        evidence => {
          const document = exported(evidence);
          const read = JSON.parse(JSON.stringify(document));
          expect(looksLikeDashboard(read)).toBe(true);
          expect(dashboardExportSchema.parse(read)).toEqual(document);
          expect(brokenSubjects(document)).toEqual([]);
        },
      ),
    );
  });

  it('knows evidence by the digest of its bytes, as sha256sum does', () => {
    expect(exported().subject[1]).toEqual({
      name: 'a.json',
      digest: {
        sha256:
          'ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356',
      },
    });
  });

  it('says what is another than it was', () => {
    const figures = exported();
    figures.predicate.tiles[0].answer!.figures[0].value = 2;
    expect(brokenSubjects(figures)).toEqual(['figures']);
    const evidence = exported();
    evidence.predicate.evidence['a.json'] = '[]';
    expect(brokenSubjects(evidence)).toEqual(['a.json']);
    const left = exported();
    delete left.predicate.evidence['a.json'];
    expect(brokenSubjects(left)).toEqual(['a.json']);
    const slipped = exported();
    slipped.predicate.evidence['b.json'] = '{}';
    expect(brokenSubjects(slipped)).toEqual(['b.json']);
  });

  it('is not anything else that is JSON', () => {
    expect([null, 1, 'x', [], {}].map(looksLikeDashboard)).not.toContain(true);
  });
});
