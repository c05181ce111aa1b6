import {
  changeTypes,
  createChangeRequestSchema,
  deploymentReportSchema,
  scheduleRuleInputSchema,
} from '@countersign/plugin-change-management-common';
import fc from 'fast-check';
import { cmdbOf, larkspur } from './__testUtils__/larkspur';
import { people } from '@countersign/demo-estate';
import { demoScenario, refsOf } from './scenario';
import { Step, Story } from './types';

const now = new Date('2026-11-22T09:30:00Z');
const DAY_MS = 24 * 3600 * 1000;
/** Any time of day, weekday and season, leap years and daylight saving among them. */
const anyTime = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2032-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('demoScenario', () => {
  const { stories, rules } = demoScenario(now);
  const steps = (deed: Step['do']) =>
    stories.filter(story => story.steps.some(step => step.do === deed));
  const lastDeed = ({ steps: all }: Story) => all[all.length - 1].do;

  it('is the same whenever it is asked for the same time', () => {
    expect(demoScenario(now)).toEqual({ stories, rules });
  });

  it('tells of some sixty changes over three months', () => {
    expect(stories.length).toBeGreaterThanOrEqual(60);
    expect(stories.length).toBeLessThanOrEqual(75);
    const first = stories.flatMap(s => s.steps.map(step => step.at)).sort()[0];
    expect(now.getTime() - Date.parse(first)).toBeGreaterThan(80 * DAY_MS);
    expect(now.getTime() - Date.parse(first)).toBeLessThan(100 * DAY_MS);
  });

  it('does everything that can happen to a change', () => {
    const deeds = [
      'create',
      'submit',
      'edit',
      'accept-conflicts',
      'approve',
      'reject',
      'start',
      'complete',
      'close',
      'cancel',
      'hold',
      'comment',
      'ask-gate',
      'report',
      'housekeeping',
    ] as const;
    expect(deeds.filter(deed => !steps(deed).length)).toEqual([]);
    const codes = stories.flatMap(s =>
      s.steps.flatMap(step => (step.do === 'close' ? [step.code] : [])),
    );
    expect(new Set(codes).size).toBe(3);
    const types = new Set(
      stories.map(s =>
        s.request ? s.request.type ?? 'normal' : 'retrospective',
      ),
    );
    expect(types).toEqual(new Set(changeTypes));
    const outcomes = stories.flatMap(s =>
      s.steps.flatMap(step =>
        step.do === 'report' ? [step.deployment.outcome] : [],
      ),
    );
    expect(new Set(outcomes)).toEqual(
      new Set(['succeeded', 'failed', 'rolled_back']),
    );
  });

  it('leaves something to do for everybody who signs in', () => {
    const of = (requester: string, deed: Step['do']) =>
      stories.filter(
        s => s.request?.requester === requester && lastDeed(s) === deed,
      );
    expect(of(people.dana, 'create').length).toBeGreaterThanOrEqual(2);
    expect(of(people.dana, 'submit').length).toBeGreaterThanOrEqual(2);
    expect(
      of(people.kenji, 'submit').filter(s => s.request?.type === 'emergency'),
    ).toHaveLength(1);
  });

  it('names what the catalog has', async () => {
    const cmdb = cmdbOf(larkspur());
    const refs = refsOf({ stories, rules });
    const found = await cmdb.items(refs);
    expect(refs.filter((_, i) => !found[i])).toEqual([]);
  });

  it('writes requests, reports and rules that the API would take', () => {
    const refused = [
      ...rules.map(({ rule }) => scheduleRuleInputSchema.safeParse(rule)),
      ...stories.flatMap(({ request }) =>
        request ? [createChangeRequestSchema.safeParse(request)] : [],
      ),
      ...stories
        .flatMap(story => story.steps)
        .flatMap(step => (step.do === 'report' ? [step.deployment] : []))
        .map(({ unlinked: _, ...deployment }) =>
          deploymentReportSchema.safeParse({
            environment: 'production',
            ...deployment,
          }),
        ),
    ].filter(result => !result.success);
    expect(refused).toEqual([]);
  });

  it('is in order and over by now, whenever now is', () => {
    fc.assert(
      fc.property(anyTime, time => {
        const scenario = demoScenario(time);
        const ids = scenario.stories.map(s => s.id);
        const wrong = scenario.stories.filter(({ steps: all }) =>
          all.some(
            ({ at }, i) =>
              at > time.toISOString() || (i > 0 && at < all[i - 1].at),
          ),
        );
        expect(wrong.map(s => s.id)).toEqual([]);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 50 },
    );
  });

  it('plans the year-end freeze four weeks ahead, and no change into it', () => {
    const freeze = rules.find(r => r.rule.title === 'Year-end freeze')!.rule;
    const ahead = Date.parse(freeze.start) - now.getTime();
    expect(ahead / DAY_MS).toBeGreaterThan(26);
    const ends = stories.flatMap(s => s.request?.window?.end ?? []);
    expect(ends.filter(end => end > freeze.start)).toEqual([]);
  });

  it('lets no two changes be implemented at the same time but those that shall meet', () => {
    const windows = stories
      .flatMap(({ id, request }) =>
        request?.window && request.environment === 'production'
          ? [{ id, ...request.window }]
          : [],
      )
      .sort((a, b) => a.start.localeCompare(b.start));
    const meetings = windows.flatMap((w, i) =>
      windows
        .slice(i + 1)
        .filter(other => other.start < w.end && w.end <= now.toISOString())
        .map(other => `${w.id} ${other.id}`),
    );
    expect(meetings).toEqual([]);
    const coming = windows
      .filter(w => w.start > now.toISOString())
      .flatMap((w, i, all) =>
        all
          .slice(i + 1)
          .filter(other => other.start < w.end)
          .map(o => `${w.id} ${o.id}`),
      );
    expect(coming).toContain('edge-rate-limits load-balancer-url-map');
  });
});
