import { readFileSync } from 'fs';
import path from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { demoScenario } from '@countersign/demo-changes';
import { DemoCalendar, happenings } from '@countersign/demo-estate';
import { entitiesIn } from '@countersign/plugin-governance-test-utils';
import {
  declareIncidentSchema,
  onCallAt as onCallBy,
  openProblemSchema,
  problemBodies,
  rotationSchema,
  verbBodies,
} from '@countersign/plugin-incident-management-common';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { alertsOf } from './__testUtils__/alertsOf';
import { onCallAt } from './onCall';
import { demoIncidents, refsOf } from './scenario';
import { References, Step, Story } from './types';

const root = resolvePackagePath('@countersign/demo-incidents', '../..');
const DAY_MS = 24 * 3_600_000;
const now = new Date('2026-11-22T09:30:00Z');
/** Any time of day, weekday and season, leap years and daylight saving among them. */
const anyTime = fc.date({
  min: new Date('2026-03-01T00:00:00Z'),
  max: new Date('2032-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const calendarOf = (time: Date) =>
  new DemoCalendar(
    DateTime.fromJSDate(time, { zone: 'utc' }) as DateTime<true>,
  );
const told = (time: Date): Story[] =>
  demoIncidents(time, { alerts: alertsOf(time), until: time });

/** As change management has them, by the title of their change. */
function deploymentsOf(time: Date) {
  return demoScenario(time).stories.flatMap(({ request, steps }) =>
    steps.flatMap(step =>
      step.do === 'report'
        ? [
            {
              ...step.deployment,
              title:
                request?.title ??
                `Unauthorized deployment ${step.deployment.externalId}`,
            },
          ]
        : [],
    ),
  );
}

/** What a step asks of the API, and the schema of what the API takes; nothing where a sender delivers. */
function askedBy(
  step: Step,
  refs: References,
):
  | {
      schema: { safeParse(body: unknown): { error?: { issues: unknown[] } } };
      body: unknown;
    }
  | undefined {
  switch (step.do) {
    case 'declare':
      return { schema: declareIncidentSchema, body: step.incident };
    case 'act': {
      const { verb, body } = step.call(refs);
      return { schema: verbBodies[verb], body };
    }
    case 'open-problem':
      return { schema: openProblemSchema, body: step.problem(refs) };
    case 'act-on-problem': {
      const { verb, body } = step.call(refs);
      return { schema: problemBodies[verb], body };
    }
    default:
      return undefined;
  }
}

describe('the demo incidents', () => {
  const stories = told(now);
  const incidents = stories.filter(({ id }) => !id.startsWith('prb-'));
  const problems = stories.filter(({ id }) => id.startsWith('prb-'));

  it('are the same whenever they are asked for the same time', () => {
    const words = (all: Story[]) => all.map(({ steps }) => steps.length);
    expect(words(told(now))).toEqual(words(stories));
  });

  it('are some forty incidents and six problems over three months', () => {
    expect(incidents.length).toBeGreaterThanOrEqual(40);
    expect(incidents.length).toBeLessThanOrEqual(50);
    expect(problems).toHaveLength(6);
    const first = stories.map(({ began }) => began).sort()[0];
    expect(now.getTime() - Date.parse(first)).toBeGreaterThan(80 * DAY_MS);
    expect(now.getTime() - Date.parse(first)).toBeLessThan(100 * DAY_MS);
  });

  it('name what the catalog has, and who was on call', () => {
    const refs = new Set(
      entitiesIn(path.join(root, 'catalog-info')).map(
        ({ kind, metadata }) =>
          `${kind.toLocaleLowerCase('en-US')}:default/${metadata.name}`,
      ),
    );
    expect(refsOf(stories).filter(ref => !refs.has(ref))).toEqual([]);
    const config = parse(
      readFileSync(path.join(root, 'app-config.yaml'), 'utf8'),
    );
    const rotation = rotationSchema.parse(
      config.incidentManagement.onCall.rotations[0],
    );
    for (let day = 0; day < 100; day++) {
      const at = new Date(now.getTime() - day * DAY_MS).toISOString();
      expect([at, onCallAt(at)]).toEqual([at, onCallBy(rotation, [], at)?.who]);
    }
  });

  it('ask for what the API takes', () => {
    const refs = {
      change: () => 'CHG0000001',
      of: (story: string) =>
        story.startsWith('prb-') ? 'PRB0000001' : 'INC0000001',
    };
    const refused = stories.flatMap(({ steps }) =>
      steps.flatMap(step => {
        const asked = askedBy(step, refs);
        return asked?.schema.safeParse(asked.body).error?.issues ?? [];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('are in order and over by now, whenever now is', () => {
    fc.assert(
      fc.property(anyTime, time => {
        const all = told(time);
        const wrong = all.filter(
          ({ steps, began }) =>
            steps.length === 0 ||
            began > steps[0].at ||
            steps.some(
              ({ at }, i) =>
                at > time.toISOString() || (i > 0 && at < steps[i - 1].at),
            ),
        );
        expect(wrong.map(({ id }) => id)).toEqual([]);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      }),
      { numRuns: 20 },
    );
  });

  it('began while the change that caused them was deployed, or soon after, and on what it touched or feeds', () => {
    fc.assert(
      fc.property(anyTime, time => {
        const deployed = deploymentsOf(time);
        const wrong = told(time).flatMap(({ id, began, causes }) =>
          causes.flatMap(title => {
            const runs = deployed.filter(each => each.title === title);
            const fits = runs.some(
              ({ startedAt, finishedAt }) =>
                began >= startedAt &&
                Date.parse(began) <= Date.parse(finishedAt) + 12 * 3_600_000,
            );
            return fits ? [] : [`${id}: ${title}`];
          }),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('fail as many deployments to production as a team that is neither careless nor lucky', () => {
    const deployed = deploymentsOf(now).filter(
      ({ environment = 'production' }) => environment === 'production',
    );
    const causes = new Set(stories.flatMap(story => story.causes));
    const failed = new Set(
      deployed
        .filter(
          ({ title, outcome }) => outcome !== 'succeeded' || causes.has(title),
        )
        // Of a change that caused something one deployment did, wherever it went.
        .map(({ title, outcome, externalId }) =>
          outcome === 'succeeded' ? title : externalId,
        ),
    );
    const rate = failed.size / deployed.length;
    expect(rate).toBeGreaterThan(0.08);
    expect(rate).toBeLessThan(0.16);
  });

  it('lie in what service levels tell: whatever hit a promise in the last month is one of its dips', () => {
    fc.assert(
      fc.property(anyTime, time => {
        const dips = Object.values(happenings(calendarOf(time)));
        const measured = new Set(
          alertsOf(time).map(({ component }) => component),
        );
        const month = new Date(time.getTime() - 30 * DAY_MS).toISOString();
        const wrong = told(time).filter(
          ({ id, began, entities, unmeasured, quiet }) =>
            !id.startsWith('prb-') &&
            !unmeasured &&
            !quiet &&
            began > month &&
            entities.some(each => measured.has(each)) &&
            !dips.some(
              ({ window }) => began >= window.start && began <= window.end,
            ),
        );
        expect(wrong.map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('leave one that nobody has taken, of which people are told', () => {
    const open = incidents.filter(
      ({ steps, quiet }) => !quiet && steps.every(({ by }) => !by),
    );
    expect(open.map(({ id }) => id)).toEqual(['replica-lag-now']);
    expect(open[0].steps.every(({ tell }) => tell)).toBe(true);
  });
});
