import { readFile, writeFile } from 'fs/promises';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  governanceTable,
  tieRules,
} from '@countersign/plugin-permission-backend-module-governance-policy';
import { areas } from './__testUtils__/areas';
import { PORTAL_ROLE } from './__testUtils__/ownDatabase';
import { component, people, Person } from './__testUtils__/people';
import { Probe, probesOf, Subject } from './__testUtils__/probes';
import { keepRoutesOfApps, routesOf } from './__testUtils__/routesOf';
import {
  externalTokens,
  startWholePortal,
  WholePortal,
} from './__testUtils__/wholePortal';

jest.setTimeout(600_000);

/** What a reviewer reads. `UPDATE_AUTHORISATION=yes` writes it anew, and the difference is what to look at. */
const file = path.resolve(__dirname, '../authorisation.csv');

/** A credential: what it shows to a plugin, if anything. */
type Credential = (plugin: string) => Promise<string | undefined>;

/** The words of the table. Everything that was neither refused nor hidden went on: to an answer, or to a mistake in it. */
const wordOf = (status: number) =>
  ({ 401: '401', 403: '403', 404: '404' }[status] ??
  (status < 500 ? 'ok' : String(status)));

describe('authorisation', () => {
  let portal: WholePortal;
  afterAll(() => portal?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let tokens: Record<Person, string>;
  let cookie: string;
  beforeAll(async () => {
    keepRoutesOfApps();
    portal = await startWholePortal(databases);
    tokens = Object.fromEntries(
      await Promise.all(
        (Object.keys(people) as Person[]).map(async person => [
          person,
          await portal.tokenOf(person),
        ]),
      ),
    );
    const answer = await fetch(
      `${portal.url}/api/techdocs/.backstage/auth/v1/cookie`,
      { headers: { Authorization: `Bearer ${tokens.owner}` } },
    );
    [, cookie] = /=([^;]+)/.exec(answer.headers.get('set-cookie')!)!;
  });

  const send = ({ method, path: to, body }: Probe, token?: string) =>
    fetch(`${portal.url}${to}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
        Accept: 'application/json, text/event-stream',
      },
      body: body && JSON.stringify(body),
    });

  const fixed = (token?: string) => async () => token;
  const passedOn = new Map<string, Promise<string>>();
  const throughPlugin = (plugin: string) => {
    const token =
      passedOn.get(plugin) ?? portal.tokenThroughPlugin(tokens.owner, plugin);
    passedOn.set(plugin, token);
    return token;
  };
  const credentials = (): Record<string, Credential> => ({
    nobody: fixed(),
    garbage: fixed('garbage'),
    ...Object.fromEntries(
      Object.entries(tokens).map(([person, token]) => [person, fixed(token)]),
    ),
    // The owner's request, passed on by a plugin: an assistant, or a step of a template.
    'owner through a plugin': throughPlugin,
    // Made for the cookie of a page that shows documents; of use for nothing else.
    'owner’s cookie': fixed(cookie),
    'a plugin’s token for another': () => throughPlugin('elsewhere'),
    pipeline: fixed(externalTokens.pipeline),
    'a token for the gate only': fixed(externalTokens.gateOnly),
    'another plugin’s token': fixed(externalTokens.catalogOnly),
    'trusted service': fixed(externalTokens.unrestricted),
  });

  async function subject(plugins: Set<string>): Promise<Subject> {
    const opened = await send(
      {
        method: 'POST',
        path: '/api/change-management/changes',
        body: {
          title: 'Raise the timeout',
          environment: 'production',
          items: [component],
          window: {
            start: '2040-01-01T00:00:00Z',
            end: '2040-01-01T01:00:00Z',
          },
          justification: 'Slow banks.',
          implementationPlan: 'Deploy it.',
          testPlan: 'Pay.',
          backoutPlan: 'Deploy the former one.',
          submit: true,
        },
      },
      tokens.developer,
    );
    const { change } = await opened.json();
    const declared = await send(
      {
        method: 'POST',
        path: '/api/incident-management/incidents',
        body: { title: 'Payments are slow', entities: [component] },
      },
      tokens.developer,
    );
    const { incident } = await declared.json();
    const found = await send(
      {
        method: 'POST',
        path: '/api/incident-management/problems',
        body: { title: 'The pool is too small', entities: [component] },
      },
      tokens.developer,
    );
    const { problem } = await found.json();
    const requested = await send(
      {
        method: 'POST',
        path: '/api/compliance-evidence/runs',
        body: {
          report: 'sox-access-and-change',
          parameters: { quarter: '2026Q3' },
          deliver: false,
        },
      },
      tokens.developer,
    );
    const { run } = await requested.json();
    const actions: Subject['actions'] = {};
    for (const plugin of plugins) {
      const listed = await send(
        { method: 'GET', path: `/api/${plugin}/.backstage/actions/v1/actions` },
        externalTokens.unrestricted,
      );
      if (listed.ok) {
        const body = await listed.json();
        actions[plugin] = body.actions.map(({ id }: { id: string }) => id);
      }
    }
    const records = {
      'change-management': change.number,
      // Nothing was imported: whoever has the right to it is told that there is none.
      'change-management/imported-changes': 'IMC9999999',
      // No alert fires so soon: whoever has the right to it is told that there is none.
      'service-levels': 'ALR9999999',
      'service-levels/corrections': 'COR9999999',
      'incident-management': incident.number,
      'incident-management/problems': problem.number,
      'incident-management/imported-incidents': 'IMI9999999',
      'incident-management/imported-problems': 'IMP9999999',
      // None is planned without a target: whoever has the right to it is told that there is none.
      'chaos-drills': 'DRL9999999',
      'chaos-drills/game-days': 'GMD9999999',
      // No source has logs of the component: whoever has the right to them is told so.
      'service-logs': 'LGX9999999',
      'compliance-evidence': run.number,
      // Nothing is found so soon: whoever has the right to it is told that there is none.
      'compliance-evidence/findings': 'FND9999999',
      'compliance-evidence/requests': 'REQ9999999',
      'compliance-evidence/attestations': 'ATT9999999',
      'compliance-evidence/inquiries': 'INQ9999999',
    };
    return { records, actions };
  }

  async function answers(probe: Probe): Promise<number[]> {
    const plugin = probe.path.match(/^\/api\/([^/]+)/)?.[1] ?? 'app';
    return Promise.all(
      Object.values(credentials()).map(async credential => {
        const response = await send(probe, await credential(plugin));
        await response.body?.cancel();
        return response.status;
      }),
    );
  }

  it('is what the table says, for every route and credential', async () => {
    const routes = routesOf(portal.app).filter(
      route => !route.includes('/api/assistant/'),
    );
    const plugins = new Set(
      routes.flatMap(route => route.match(/\/api\/([^/]+)\//)?.[1] ?? []),
    );
    const about = await subject(plugins);
    const names = Object.keys(credentials());
    const rows: string[] = [['route', ...names].join(',')];
    const unasked: string[] = [];
    for (const route of routes) {
      for (const [name, probe] of probesOf(route, about)) {
        const statuses = await answers(probe);
        rows.push([name, ...statuses.map(wordOf)].join(','));
        const ofPeople = statuses.filter((_, at) => names[at] in people);
        const isOfArea = probe.path.split('/')[2] in about.records;
        if (isOfArea && ofPeople.every(is => is === 400)) {
          unasked.push(name);
        }
      }
    }
    // Their rows would say `ok` for everybody, whoever may use them.
    expect({ 'give these a body or a query in probes.ts': unasked }).toEqual({
      'give these a body or a query in probes.ts': [],
    });
    if (process.env.UPDATE_AUTHORISATION) {
      await writeFile(file, `${rows.join('\n')}\n`);
    }
    const table = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(rows).toEqual(table);
  });

  /** What the plugins register, as they tell the permission backend. */
  async function registered() {
    const plugins = routesOf(portal.app).flatMap(
      route =>
        route.match(
          /^GET \/api\/(.*)\/\.well-known\/backstage\/permissions\/metadata$/,
        )?.[1] ?? [],
    );
    return Promise.all(
      plugins.map(async pluginId => {
        const response = await send(
          {
            method: 'GET',
            path: `/api/${pluginId}/.well-known/backstage/permissions/metadata`,
          },
          externalTokens.unrestricted,
        );
        const { permissions = [], rules = [] } = await response.json();
        return { pluginId, permissions, rules } as {
          pluginId: string;
          permissions: { name: string; resourceType?: string }[];
          rules: { name: string; resourceType: string }[];
        };
      }),
    );
  }

  it('decides about every permission that a plugin registers, and about no other', async () => {
    const names = (await registered()).flatMap(({ permissions }) =>
      permissions.map(({ name }) => name),
    );
    const rows = Object.keys(governanceTable);
    const without = (some: string[], others: string[]) =>
      [...new Set(some)].filter(name => !others.includes(name)).sort();
    expect({
      "registered, but no row of the policy's table.ts": without(names, rows),
      'a row, but registered by no plugin': without(rows, names),
    }).toEqual({
      "registered, but no row of the policy's table.ts": [],
      'a row, but registered by no plugin': [],
    });
  });

  it('needs no superuser of a database that all plugins share, each in a schema of its own', async () => {
    const tables: { schemaname: string; tableowner: string }[] = await portal
      .knex('pg_tables')
      .whereNotIn('schemaname', ['pg_catalog', 'information_schema']);
    expect(new Set(tables.map(table => table.tableowner))).toEqual(
      new Set([PORTAL_ROLE]),
    );
    expect(tables.map(table => table.schemaname)).toEqual(
      expect.arrayContaining(areas),
    );
  });

  it('knows ties to records by rules that their plugins register', async () => {
    const plugins = await registered();
    for (const [permission, grant] of Object.entries(governanceTable)) {
      for (const tie of (typeof grant === 'object' && grant.ties) || []) {
        const { pluginId, resourceType, rule } = tieRules[tie];
        expect(plugins).toContainEqual({
          pluginId,
          permissions: expect.arrayContaining([
            expect.objectContaining({ name: permission, resourceType }),
          ]),
          rules: expect.arrayContaining([
            expect.objectContaining({ name: rule, resourceType }),
          ]),
        });
      }
    }
  });
});
