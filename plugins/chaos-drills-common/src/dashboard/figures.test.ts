import fc from 'fast-check';
import { drillDashboardFigures } from './figures';

const asked = {
  from: '2026-10-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
};
const none = { ended: 0, passed: 0, missed: 0 };
const at = '2026-11-27T12:00:00.000Z';
const figuresOf = (
  world: Partial<Parameters<typeof drillDashboardFigures>[0]> = {},
) =>
  new Map(
    drillDashboardFigures({
      ...{ asked, at, due: [], counts: { now: none, before: none } },
      ...world,
    }).map(figure => [figure.id, figure]),
  );

describe('the figures of drills', () => {
  it('are of the period and of the one before', () => {
    const now = { ended: 4, passed: 3, missed: 1 };
    const before = { ended: 2, passed: 2, missed: 0 };
    const figures = figuresOf({ counts: { now, before } });
    expect(figures.get('passed')).toMatchObject({ value: 75, previous: 100 });
    expect(figures.get('missed')).toMatchObject({ value: 1, previous: 0 });
    expect(figures.get('ended')!.list).toEqual({
      state: ['ended'],
      endedFrom: asked.from,
      endedTo: asked.to,
    });
  });

  it('have no share where nothing was drilled and nothing is wanted', () => {
    const figures = figuresOf();
    expect(figures.get('passed')).not.toHaveProperty('value');
    expect(figures.get('covered')).not.toHaveProperty('value');
  });

  it('have all that is wanted either in time or overdue', () => {
    const due = fc.array(
      fc.integer({ min: -400, max: 400 }).map(days => ({
        dueAt: new Date(Date.parse(at) + days * 86_400_000).toISOString(),
      })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(due, items => {
        const figures = figuresOf({ due: items });
        const covered = (figures.get('covered')!.value! / 100) * items.length;
        expect(covered + figures.get('overdue')!.value!).toBeCloseTo(
          items.length,
        );
      }),
    );
  });

  it('lead to no list where the scope has no items: it would be that of all', () => {
    expect(figuresOf({ items: [] }).get('overdue')!.list).toBeUndefined();
    expect(
      figuresOf({ items: ['component:default/a'] }).get('overdue')!.list,
    ).toEqual({ due: 'overdue', entity: ['component:default/a'] });
  });
});
