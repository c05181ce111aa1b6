import {
  prometheusRules,
  readDefinitions,
  resolutionsOf,
  RuleGroup,
  sumName,
  tiersOf,
  WindowSums,
} from '@countersign/plugin-service-levels-common';
import fc from 'fast-check';
import { differencesOf } from './__testUtils__/prometheus';
import { PromtoolBatch } from './__testUtils__/PromtoolBatch';
import { definitionOf } from './__testUtils__/storyFiles';
import {
  CompositeStory,
  compositeOver,
  slicedStoryOver,
  Story,
  storyOver,
} from './__testUtils__/stories';

jest.setTimeout(300_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('rules for Prometheus', () => {
  /** Holds a few batches against the engine. @returns how many evaluations had an alert firing */
  async function agree<T extends Story | CompositeStory>(
    stories: fc.Arbitrary<T[]>,
    options: { step: number; minutes: number },
  ) {
    let firing = 0;
    await fc.assert(
      fc.asyncProperty(
        stories,
        fc.constantFrom(0, 5_000, 10_000),
        async (some, phaseMs) => {
          const batch = new PromtoolBatch(some, { ...options, phaseMs });
          firing += batch.firing;
          expect(await batch.differences()).toBe('');
        },
      ),
      // A run of promtool takes seconds: looking for a smaller example would take minutes.
      { numRuns: 2, endOnFailure: true },
    );
    return firing;
  }

  const times = (count: number) => ({ minLength: count, maxLength: count });

  it.each([
    { step: MINUTE, minutes: 150, windows: ['30d', '28d', '7d', '1d'] },
    { step: MINUTE / 4, minutes: 32, windows: ['1h', '3h', '12h'] },
  ])(
    'count and fire as the engine does at every point, evaluated each $step ms',
    async ({ windows, ...options }) => {
      const stories = fc.array(storyOver(windows), times(5));
      expect(await agree(stories, options)).toBeGreaterThan(0);
    },
  );

  it.each([
    { step: MINUTE, minutes: 150, windows: ['30d', '7d', '1d'] },
    { step: MINUTE / 4, minutes: 45, windows: ['1h', '3h', '12h'] },
  ])(
    'judge slices of time as the engine does at every point, evaluated each $step ms',
    async ({ windows, ...options }) => {
      const stories = fc
        .tuple(
          fc.array(slicedStoryOver(windows), times(3)),
          fc.array(slicedStoryOver(windows, { byRatio: true }), times(2)),
        )
        .map(both => both.flat());
      expect(await agree(stories, options)).toBeGreaterThan(0);
    },
  );

  it.each([
    { step: MINUTE, minutes: 120, windows: ['30d', '7d', '1d'] },
    { step: MINUTE / 4, minutes: 40, windows: ['1h', '3h'] },
  ])(
    'compose objectives as the engine does at every point, evaluated each $step ms',
    async ({ windows, ...options }) => {
      const stories = fc.array(compositeOver(windows), times(2));
      expect(await agree(stories, options)).toBeGreaterThan(0);
    },
  );

  it('sum days as the engine does, from steps that were recorded', async () => {
    const definitions = readDefinitions([
      {
        file: 'slo.yaml',
        text: definitionOf(
          { kind: 'bad', target: 0.99, window: '30d', targets: [] },
          0,
        ),
      },
    ]);
    const [objective] = definitions.objectives;
    const { groups } = prometheusRules(definitions, { cells: 1 });
    const sums = new WindowSums(
      resolutionsOf(30 * DAY, MINUTE, tiersOf(objective)),
      0,
    );
    const steps = Array.from(
      { length: (3 * DAY + 5 * HOUR) / MINUTE },
      (_, i) =>
        // Nothing is heard for some minutes of each hour, and for all of one night.
        i % 60 > 55 || (i > 1500 && i < 1800)
          ? undefined
          : { bad: (i * 7) % 13 === 5 ? 3 : 0, total: 10 + (i % 17) },
    );
    const cell = 'cell="1m-0",slo="story-0"';
    const series = (['bad', 'total'] as const).map(what => ({
      series: `slo:${what}:step1m{${cell}}`,
      values: ['_', ...steps.map(step => step?.[what] ?? 'stale')].join(' '),
    }));
    const windows = [
      { length: 6 * HOUR, by: MINUTE },
      { length: DAY, by: 5 * MINUTE },
      { length: 3 * DAY, by: 5 * MINUTE },
    ];
    const expectations = steps.flatMap((step, i) => {
      const at = (i + 1) * MINUTE;
      if (step) sums.add(at, step);
      else sums.pass(at);
      if (at % (15 * MINUTE) !== 0) return [];
      return [
        {
          expr: `{__name__=~"${windows
            .map(
              window =>
                `slo:(bad|total):${sumName('bad', window, MINUTE).slice(8)}`,
            )
            .join('|')}"}`,
          eval_time: `${at / 1000}s`,
          exp_samples: windows.flatMap(window =>
            (['bad', 'total'] as const).map(what => ({
              labels: `${sumName(what, window, MINUTE)}{${cell}}`,
              value: sums.over(window.length)![what],
            })),
          ),
        },
      ];
    });
    expect(
      await differencesOf(onlySums(groups), {
        interval: MINUTE,
        every: 5 * MINUTE,
        series,
        expectations,
      }),
    ).toBe('');
  });
});

/** Without the rules that record the finest steps, which stand there already, and without alerts. */
function onlySums(groups: readonly RuleGroup[]): RuleGroup[] {
  return groups.map(group => ({
    ...group,
    rules: group.rules.filter(
      rule =>
        'record' in rule &&
        /^slo:(bad|total):/.test(rule.record) &&
        !rule.record.endsWith(':step1m'),
    ),
  }));
}
