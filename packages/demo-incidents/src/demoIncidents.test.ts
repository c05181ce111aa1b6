import { readFileSync } from 'fs';
import path from 'path';
import {
  createBackendModule,
  createServiceFactory,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { demoScenario } from '@countersign/demo-changes';
import { people } from '@countersign/demo-estate';
import {
  ChangeManagementService,
  changeManagementServiceRef,
} from '@countersign/plugin-change-management-node';
import {
  entitiesIn,
  eventually,
  signingKey,
  startTestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import incidentManagementPlugin from '@countersign/plugin-incident-management-backend';
import {
  IncidentClient,
  incidentStory,
  problemStory,
} from '@countersign/plugin-incident-management-common';
import { demoIncidentsExtensionPoint } from '@countersign/plugin-incident-management-node';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { parse } from 'yaml';
import { alertsOf } from './__testUtils__/alertsOf';
import { changes } from './changes';
import { larkspurIncidents } from './module';
import { demoIncidents } from './scenario';

jest.setTimeout(400_000);

const root = resolvePackagePath('@countersign/demo-incidents', '../..');
const now = new Date();
const titles = Object.values(changes);
const numbers = new Map(
  titles.map((title, i) => [
    title as string,
    `CHG${String(i + 1).padStart(7, '0')}`,
  ]),
);

/** The demo changes as far as incidents ask for them. */
const fakeChanges = {
  getChange: async () => ({ change: { state: 'closed' } }),
  listChanges: async () => ({ items: [] }),
  listDeployments: async () => ({ items: [] }),
  listDeploymentOutcomes: async () => ({ items: [] }),
  getCalendar: async () => ({ changes: [] }),
  listScheduleRules: async () => ({
    items: demoScenario(now).rules.map(({ rule }, i) => ({
      id: `rule-${i}`,
      ...rule,
    })),
  }),
} as unknown as ChangeManagementService;

const portal = useForAllTests(async databases => {
  const config = parse(
    readFileSync(path.join(root, 'app-config.yaml'), 'utf8'),
  );
  const started = await startTestPortal(databases, {
    pluginId: 'incident-management',
    features: [
      incidentManagementPlugin,
      createServiceFactory({
        service: changeManagementServiceRef,
        deps: {},
        factory: () => fakeChanges,
      }),
      createBackendModule({
        pluginId: 'incident-management',
        moduleId: 'demo',
        register: ({ registerInit }) =>
          registerInit({
            deps: { demo: demoIncidentsExtensionPoint },
            init: async ({ demo }) =>
              demo.setDemoIncidents(
                larkspurIncidents({
                  waitsFor: async () => undefined,
                  changes: async () => ({ numbers, now }),
                  alerts: async () => alertsOf(now),
                }),
              ),
          }),
      }),
    ],
    entities: entitiesIn(path.join(root, 'catalog-info')),
    config: {
      ledger: { signingKey },
      governance: { demo: true },
      incidentManagement: config.incidentManagement,
    },
  });
  const as = (user: string) => new IncidentClient(started.api.as(user));
  await eventually(async () => {
    const { count } = await as(people.clara).listIncidents();
    if (count.value === 0) throw new Error('There are none yet');
  }, 330_000);
  const { items } = await as(people.clara).listIncidents({
    limit: 200,
    sort: 'opened',
  });
  return { ...started, as, items };
});

async function ledgerEntries(): Promise<LedgerEntry[]> {
  const rows = await portal()
    .knex('ledger_entries')
    .orderBy('seq')
    .select('leaf');
  return rows.map(({ leaf }) => JSON.parse(leaf));
}

describe('the demo incidents', () => {
  it('are all told to their end, with numbers in the order of time', async () => {
    const { items, knex } = portal();
    const told = demoIncidents(now, { alerts: alertsOf(now), until: now });
    const incidents = told.filter(
      ({ id, quiet }) => !quiet && !/^prb-/.test(id),
    );
    expect(items).toHaveLength(incidents.length);
    expect(await knex('problems').select('number')).toHaveLength(6);
    const opened = items.map(({ number }) => number);
    expect(opened).toEqual([...opened].sort().reverse());
    expect(new Set(items.map(({ state }) => state))).toEqual(
      new Set([
        'triage',
        'new',
        'in-progress',
        'resolved',
        'closed',
        'canceled',
      ]),
    );
    // Whatever somebody does in a story, the ledger has of them at that moment.
    const entries = await ledgerEntries();
    const done = new Set(
      entries.map(({ actor, occurredAt }) => `${actor} ${occurredAt}`),
    );
    const missing = told.flatMap(({ id, steps }) =>
      steps
        .filter(({ by, at }) => by && !done.has(`${by} ${at}`))
        .map(({ at }) => `${id} at ${at}`),
    );
    expect(missing).toEqual([]);
  });

  it('stand in the ledger as people and alerts made them', async () => {
    const bySubject = new Map<string, LedgerEntry[]>();
    for (const entry of await ledgerEntries()) {
      const { subject } = entry;
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), entry]);
    }
    for (const [subject, entries] of bySubject) {
      const story = subject.startsWith('PRB')
        ? problemStory(entries)
        : incidentStory(entries);
      const broken = story.claims.filter(({ holds }) => !holds);
      expect([subject, ...broken]).toEqual([subject]);
    }
  });

  it('have causes, a major incident, drills, what is merged, and what only security sees', async () => {
    const { as, items } = portal();
    const { suspects } = await as(people.kenji).getMetrics();
    expect(suspects.top1.n).toBeGreaterThan(10);
    const major = items.filter(({ major: { state } }) => state === 'accepted');
    expect(major).toMatchObject([
      { roles: { commander: people.oscar, communications: people.dana } },
    ]);
    expect(items.filter(({ drill }) => drill)).toHaveLength(3);
    expect(items.filter(({ merged }) => merged)).not.toHaveLength(0);
    const hidden = items.filter(({ privateTo }) => privateTo);
    expect(hidden).toHaveLength(1);
    const { items: seen } = await as(people.dana).listIncidents({ limit: 200 });
    expect(seen).toHaveLength(items.length - 1);
  });

  it('leave something to do: one that nobody has taken, and an update that is missing', async () => {
    const { as } = portal();
    const kenji = as(people.kenji);
    const { items: untaken } = await kenji.listIncidents({ state: ['new'] });
    expect(untaken).toMatchObject([
      { entities: ['resource:default/campaigns-db'] },
    ]);
    const { items: overdue } = await kenji.listIncidents({ overdue: true });
    expect(overdue.map(({ times }) => Boolean(times.mitigated))).toContain(
      true,
    );
    const { items: known } = await kenji.listProblems({ knownError: true });
    expect(known.map(({ state }) => state)).toContain('fix-in-progress');
    const { candidates } = await kenji.listProblemCandidates();
    expect(candidates.map(({ entity }) => entity)).toContain(
      'resource:default/campaigns-db',
    );
  });

  it('have two published reviews, with action items that are done, overdue and still to come', async () => {
    const kenji = portal().as(people.kenji);
    const { items: actions } = await kenji.listActions();
    expect(actions.map(({ state, overdue }) => [state, overdue])).toEqual([
      ['done', false],
      ['done', false],
      ['open', true],
      ['open', false],
    ]);
    const reviewed = new Set(actions.map(({ incident }) => incident));
    expect(reviewed.size).toBe(2);
    for (const number of reviewed) {
      const { review, content } = await kenji.getReview(number);
      expect(review.published).toMatchObject({ revision: 2 });
      // Drafted from the timeline with people's names, and written to its end by its author.
      expect(content.happened).toMatch(/[A-Z]\S+ [A-Z]\S+ stopped the impact/);
      expect(content.factors).not.toMatch(/is confirmed as the cause/);
    }
  });

  it('tell nobody today of what was over weeks ago', async () => {
    const { notifications, knex } = portal();
    const pages = await knex('escalation_pages')
      .whereNot({ channel: 'nobody' })
      .whereNull('delivered_at');
    expect(pages.length).toBeLessThanOrEqual(2);
    await eventually(() =>
      expect(notifications.send.mock.calls.length).toBeGreaterThan(0),
    );
    expect(notifications.send.mock.calls.length).toBeLessThan(6);
    const quiet = await knex('alert_groups').where({
      condition: 'TransactionsAborted',
    });
    expect(quiet).toMatchObject([{ incident: null, alerts: 1 }]);
  });
});
