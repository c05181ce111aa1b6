import { complianceDashboardFigures } from './figures';

const figuresOf = (
  world: Partial<Parameters<typeof complianceDashboardFigures>[0]> = {},
) =>
  new Map(
    complianceDashboardFigures({
      findings: { open: 0, grave: 0, accepted: 0, ended: 0 },
      overdueRequests: 0,
      score: { possible: 0, earned: 0 },
      attestedTo: [],
      at: '2026-11-27T12:00:00.000Z',
      ...world,
    }).map(figure => [figure.id, figure]),
  );

describe('the figures of compliance', () => {
  it('have a score of 100 only where every point was earned, and none where there are no points', () => {
    const score = (earned: number, possible: number) =>
      figuresOf({ score: { earned, possible } }).get('score')!.value;
    expect([score(1999, 2000), score(8, 8), score(0, 0)]).toEqual([
      99,
      100,
      undefined,
    ]);
  });

  it('want an attestation that reaches to the end of the last quarter', () => {
    const attestedTo = [
      undefined,
      '2026-07-01T00:00:00.000Z',
      '2026-10-01T00:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
    ];
    expect(figuresOf({ attestedTo }).get('unattested')).toMatchObject({
      value: 2,
      n: 4,
    });
  });

  it('lead to the findings of what they are about, and to none where that is nothing', () => {
    const list = (items?: string[]) =>
      figuresOf(items && { items }).get('open')!.list;
    expect(list()).toEqual({ state: ['open'] });
    expect(list(['component:default/a'])).toEqual({
      state: ['open'],
      entityRef: ['component:default/a'],
    });
    expect(list([])).toBeUndefined();
  });
});
