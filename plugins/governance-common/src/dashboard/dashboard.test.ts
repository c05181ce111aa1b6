import fc from 'fast-check';
import { isListable } from './answer';
import { betterWays, dashboardQuerySchema } from './model';
import { trendOf } from './trend';

const period = {
  previousFrom: '2026-10-19T00:00:00+02:00',
  from: '2026-10-26T00:00:00+01:00',
  to: '2026-11-02T00:00:00+01:00',
};

describe('what is asked of a tile', () => {
  it('takes a week that is an hour longer than the one before, as the reader has them', () => {
    expect(dashboardQuerySchema.parse(period)).toEqual({
      previousFrom: '2026-10-18T22:00:00.000Z',
      from: '2026-10-25T23:00:00.000Z',
      to: '2026-11-01T23:00:00.000Z',
    });
  });

  it.each([
    [{ to: period.from }, 'to: must be after from'],
    [{ previousFrom: period.to }, 'previousFrom: must be before from'],
    [
      { previousFrom: '2019-01-01T00:00:00Z' },
      'previousFrom: must be five years before to, at most',
    ],
    [{ from: 'yesterday' }, 'from: must be an ISO 8601 date and time'],
  ])('refuses %j: %s', (part, problem) => {
    const read = dashboardQuerySchema.safeParse({ ...period, ...part });
    const problems = read.error?.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

describe('how a figure went', () => {
  it('is known only where both periods are', () => {
    expect(trendOf({ value: 1, better: 'higher' })).toBeUndefined();
    expect(trendOf({ previous: 1, better: 'higher' })).toBeUndefined();
  });

  it('is neither better nor worse where few records say so, on either side', () => {
    const figure = { value: 50, previous: 10, better: 'lower' as const };
    const verdict = (n: number, previousN?: number) =>
      trendOf({ ...figure, n, previousN })!.verdict;
    expect(verdict(20, 20)).toBe('worse');
    expect(verdict(4, 20)).toBe('neutral');
    expect(verdict(20, 4)).toBe('neutral');
    // All that there is, and no sample.
    expect(verdict(4)).toBe('worse');
  });

  it('turns around with the periods, and with what is better', () => {
    const opposite = { better: 'worse', worse: 'better', neutral: 'neutral' };
    const some = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        some,
        some,
        fc.constantFrom(...betterWays),
        (value, previous, better) => {
          const trend = trendOf({ value, previous, better })!;
          const back = trendOf({ value: previous, previous: value, better })!;
          expect(back.verdict).toBe(opposite[trend.verdict]);
          expect(back.by).toBe(trend.by);
        },
      ),
    );
  });

  it('is the worse the other way around', () => {
    const some = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(some, some, (value, previous) => {
        const [more, less] = (['higher', 'lower'] as const).map(
          better => trendOf({ value, previous, better })!.verdict,
        );
        const opposite = {
          better: 'worse',
          worse: 'better',
          neutral: 'neutral',
        };
        expect(less).toBe(opposite[more]);
      }),
    );
  });

  it('is better where less is better and there is less', () => {
    expect(trendOf({ value: 1, previous: 3, better: 'lower' })).toEqual({
      direction: 'down',
      verdict: 'better',
      by: 2,
    });
  });
});

it('knows when there is more than a list can be narrowed to', () => {
  const many = Array.from({ length: 51 }, (_, i) => `component:default/c${i}`);
  expect(isListable({ teams: ['group:default/a'], items: many })).toBe(false);
  expect(isListable({ teams: many.slice(1) })).toBe(true);
  expect(isListable({})).toBe(true);
});
