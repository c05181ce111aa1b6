import { DemoCalendar } from '@countersign/demo-estate';
import { DateTime } from 'luxon';
import { commerceStories } from './stories/commerce';
import { currentStories } from './stories/current';
import { engagementStories } from './stories/engagement';
import { platformStories } from './stories/platform';
import { problemStories } from './stories/problems';
import { promiseStories } from './stories/promises';
import { SloAlert, Story } from './types';

/**
 * What went wrong at Larkspur in the last three months: some forty incidents and six problems. The same `now` and the same
 * alerts give the same stories.
 *
 * @param now - That of the demo changes: what they tell happened before it.
 * @param until - What comes later has not happened yet.
 */
export function demoIncidents(
  now: Date,
  options: { alerts: readonly SloAlert[]; until: Date },
): Story[] {
  const time = DateTime.fromJSDate(now, { zone: 'utc' });
  if (!time.isValid) throw new Error('now is no time');
  const calendar = new DemoCalendar(time);
  const until = options.until.toISOString();
  return [
    ...engagementStories(calendar),
    ...commerceStories(calendar),
    ...platformStories(calendar),
    ...promiseStories(calendar, options.alerts),
    ...currentStories(calendar),
    ...problemStories(calendar),
  ].map(story => ({
    ...story,
    steps: story.steps.filter(({ at }) => at <= until),
  }));
}

/** The configuration items and people that stories name. */
export function refsOf(stories: readonly Story[]): string[] {
  const refs = stories.flatMap(({ entities, steps }) => [
    ...entities,
    ...steps.flatMap(({ by }) => by ?? []),
  ]);
  return [...new Set(refs)].sort();
}
