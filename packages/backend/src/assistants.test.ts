import { TestDatabases } from '@backstage/backend-test-utils';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { component, people, Person, userRefOf } from './__testUtils__/people';
import {
  externalTokens,
  startWholePortal,
  WholePortal,
} from './__testUtils__/wholePortal';

jest.setTimeout(240_000);

const change = {
  title: 'Raise the timeout',
  environment: 'production',
  items: [component],
  window: { start: '2040-01-01T00:00:00Z', end: '2040-01-01T01:00:00Z' },
  justification: 'Slow banks.',
  implementationPlan: 'Deploy it.',
  testPlan: 'Pay.',
  backoutPlan: 'Deploy the former one.',
  submit: true,
};

describe('assistants and machines', () => {
  let portal: WholePortal;
  const clients: Client[] = [];
  afterAll(async () => {
    await Promise.all(clients.map(client => client.close()));
    await portal?.stop();
  });
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let tokens: Record<Person, string>;

  beforeAll(async () => {
    portal = await startWholePortal(databases);
    tokens = Object.fromEntries(
      await Promise.all(
        (Object.keys(people) as Person[]).map(async person => [
          person,
          await portal.tokenOf(person),
        ]),
      ),
    );
  });

  /** An assistant of somebody's, speaking MCP. */
  async function assistantOf(person: Person): Promise<Client> {
    const client = new Client({ name: 'an-assistant', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL(`${portal.url}/api/mcp-actions/v1`),
        {
          requestInit: {
            headers: { Authorization: `Bearer ${tokens[person]}` },
          },
        },
      ),
    );
    clients.push(client);
    return client;
  }

  async function toolsOf(person: Person): Promise<string[]> {
    const { tools } = await (await assistantOf(person)).listTools();
    return tools
      .map(({ name }) => name)
      .filter(name => name.startsWith('change-management.'))
      .map(name => name.replace('change-management.', ''))
      .sort();
  }

  const call = async (
    method: string,
    path: string,
    token: string,
    body?: object,
  ) => {
    const response = await fetch(`${portal.url}/api/change-management${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  let year = 2041;
  /** A change that awaits its owner, in a window of its own. */
  const opened = async () => {
    year += 1;
    const window = {
      start: `${year}-01-01T00:00:00Z`,
      end: `${year}-01-01T01:00:00Z`,
    };
    const draft = { ...change, window };
    return (await call('POST', '/changes', tokens.developer, draft)).body
      .change;
  };

  it('offers somebody’s assistant what they may do themselves, and nothing that decides', async () => {
    const reads = ['get-change', 'list-changes', 'preview-change'];
    const writes = ['create-change', 'report-deployment', 'submit-change'];
    expect(await toolsOf('auditor')).toEqual(reads);
    expect(await toolsOf('developer')).toEqual([...reads, ...writes].sort());
    expect(await toolsOf('onCall')).toEqual(
      [...reads, ...writes, 'ask-gate'].sort(),
    );
  });

  it('declares an incident and tells how it stands, and never acknowledges one', async () => {
    const client = await assistantOf('developer');
    const area = 'incident-management.';
    const { tools } = await client.listTools();
    const names = tools
      .map(({ name }) => name)
      .filter(name => name.startsWith(area));
    expect(names.map(name => name.replace(area, '')).sort()).toEqual([
      'declare-incident',
      'find-incidents',
      'get-incident',
      'note-incident',
      'resolve-incident',
      'update-incident',
    ]);
    const { structuredContent } = await client.callTool({
      name: `${area}declare-incident`,
      arguments: { title: 'Payments are slow', entities: change.items },
    });
    const declared = structuredContent as { number: string };
    expect(declared).toMatchObject({ state: 'new', priority: 3 });
    const resolved = await client.callTool({
      name: `${area}resolve-incident`,
      arguments: { number: declared.number, text: 'It went away.' },
    });
    expect(resolved).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('Nobody has acknowledged') }],
    });
  });

  it('offers nobody’s assistant to register or remove entities', async () => {
    const { tools } = await (await assistantOf('platform')).listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toContain('catalog.get-catalog-entity');
    expect(names).not.toContain('catalog.register-entity');
    expect(names).not.toContain('catalog.unregister-entity');
  });

  it('offers the steps of templates to those who may take them', async () => {
    const stepsOf = async (person: Person) => {
      const response = await fetch(`${portal.url}/api/scaffolder/v2/actions`, {
        headers: { Authorization: `Bearer ${tokens[person]}` },
      });
      const steps: { id: string }[] = await response.json();
      return steps.map(({ id }) => id);
    };
    const step = 'change-management:create-change';
    expect(await stepsOf('developer')).toContain(step);
    expect(await stepsOf('auditor')).not.toContain(step);
  });

  it('refuses a tool that is not offered, also to those who know its name', async () => {
    const client = await assistantOf('auditor');
    const result = await client.callTool({
      name: 'change-management.create-change',
      arguments: change,
    });
    expect(result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('not found') }],
    });
  });

  it('opens a change for its person and says what it came through', async () => {
    const client = await assistantOf('developer');
    const { structuredContent } = await client.callTool({
      name: 'change-management.create-change',
      arguments: change,
    });
    const { number } = structuredContent as { number: string };
    const { body } = await call('GET', `/changes/${number}`, tokens.auditor);
    expect(body.change).toMatchObject({
      requester: userRefOf('developer'),
      source: { kind: 'api' },
    });
  });

  it.each(['approve', 'reject'])(
    'never lets a machine or an assistant %s',
    async verb => {
      const { number, subjectDigest } = await opened();
      const decision = { subjectDigest, comment: 'As my owner would.' };
      const through = await portal.tokenThroughPlugin(
        tokens.owner,
        'change-management',
      );
      for (const token of [
        through,
        externalTokens.pipeline,
        externalTokens.unrestricted,
      ]) {
        expect(
          await call('POST', `/changes/${number}/${verb}`, token, decision),
        ).toMatchObject({ status: 403, body: { error: {} } });
      }
      const untouched = await call('GET', `/changes/${number}`, tokens.owner);
      expect(untouched.body.change.subjectDigest).toBe(subjectDigest);
      const inPerson = await call(
        'POST',
        `/changes/${number}/${verb}`,
        tokens.owner,
        decision,
      );
      expect(inPerson.status).toBe(200);
    },
  );

  it('says that a person has to decide', async () => {
    const { number, subjectDigest } = await opened();
    const through = await portal.tokenThroughPlugin(
      tokens.owner,
      'change-management',
    );
    const { body } = await call('POST', `/changes/${number}/approve`, through, {
      subjectDigest,
    });
    expect(body.error).toMatchObject({
      guard: 'person',
      message: expect.stringContaining('decide yourself'),
    });
  });

  describe('a pipeline, with the token that is shipped', () => {
    const pipeline = (method: string, path: string, body?: object) =>
      call(method, path, externalTokens.pipeline, body);

    it('opens a change for a person, asks the gate and reports', async () => {
      const { status, body } = await pipeline('POST', '/changes', {
        ...change,
        requester: userRefOf('developer'),
      });
      expect(status).toBe(201);
      const { number } = body.change;
      const gate = await pipeline('POST', '/gate', { change: number });
      expect(gate).toMatchObject({
        status: 200,
        body: { decision: 'refuse' },
      });
      const now = new Date().toISOString();
      const report = await pipeline('POST', '/deployments', {
        externalId: 'run-1',
        environment: 'production',
        items: [component],
        outcome: 'succeeded',
        startedAt: now,
        finishedAt: now,
      });
      expect(report.status).toBe(201);
    });

    it.each([
      ['declares a freeze', '/schedule-rules', 'calendar.manage'],
      [
        'ends a freeze',
        '/schedule-rules/00000000-0000-4000-8000-000000000000/end',
        'calendar.manage',
      ],
      ['replays policies', '/policies/replay', 'policy.replay'],
    ])('never %s', async (_, path, permission) => {
      const refused = await pipeline('POST', path, {
        ...(path === '/schedule-rules' && {
          kind: 'freeze',
          title: 'Far away',
          description: '',
          timeZone: 'UTC',
          environments: [],
          allowEmergency: true,
          ...change.window,
        }),
        ...(path === '/policies/replay' && {
          policies: [{ name: 'none', require: [] }],
        }),
      });
      expect(refused).toMatchObject({
        status: 403,
        body: {
          error: { permission: `change-management.${permission}` },
        },
      });
    });

    it.each<[string, object]>([
      ['start', {}],
      ['complete', {}],
      ['close', { code: 'successful', notes: 'Done well.' }],
      ['cancel', { reason: 'Not needed.' }],
      ['hold', { reason: 'Wait for it.' }],
      ['resume', {}],
      ['accept-conflict', { key: 'none', justification: 'It is fine.' }],
    ])('never says %s', async (verb, body) => {
      const { number, version } = await opened();
      const refused = await pipeline('POST', `/changes/${number}/${verb}`, {
        version,
        ...body,
      });
      expect(refused).toMatchObject({ status: 403, body: { error: {} } });
    });
  });
});
