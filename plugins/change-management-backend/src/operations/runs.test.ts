import { exactJson } from '@countersign/plugin-governance-common';
import { people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const portal = usePortal({
  config: {
    app: {
      baseUrl: 'https://x.example/portal',
      extensions: [
        { 'page:change-management': { config: { path: '/governance/rfc' } } },
      ],
    },
  },
});

describe('a pipeline that runs again', () => {
  const dana = () => portal().as(people.dana);
  const open = (
    source: object,
    fields: object = {},
    client = portal().asPipeline(),
  ) =>
    client
      .createChange(
        request({
          submit: false,
          requester: people.dana,
          plan: terraformPlan(),
          source: { kind: 'cli', repository: 'acme/infra', ...source },
          ...fields,
        }),
      )
      .then(({ change }) => change.number);

  it('gets the change it opened, whatever the clock says, and in whatever order the plan is written', async () => {
    const first = await open({ runId: '1', directory: 'eu' });
    expect(
      await open(
        { runId: '1', directory: './eu/' },
        {
          window: windowAround(1, 3),
          plan: { ...terraformPlan(), timestamp: '2031-01-01T00:00:00Z' },
        },
      ),
    ).toBe(first);
  });

  it('opens another change for another directory or workspace', async () => {
    const numbers = [
      await open({ runId: '2' }),
      await open({ runId: '2', directory: 'eu' }),
      await open({ runId: '2', directory: 'us' }),
      await open({ runId: '2', directory: 'us', workspace: 'blue' }),
    ];
    expect(new Set(numbers).size).toBe(4);
    const { change } = await dana().getChange(numbers[3]);
    expect(change.source).toMatchObject({ directory: 'us', workspace: 'blue' });
  });

  it('is told when the same run comes with another plan', async () => {
    const first = await open({ runId: '3', directory: 'eu' });
    await expect(
      open(
        { runId: '3', directory: 'eu' },
        { plan: terraformPlan({ tier: 'x' }) },
      ),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { message: expect.stringContaining(first) } },
    });
  });

  it('never gets the change of whoever used its run id first', async () => {
    const theirs = await open({ runId: '4' }, {}, dana());
    await expect(open({ runId: '4' })).rejects.toMatchObject({
      statusCode: 409,
      body: {
        error: {
          message: expect.stringMatching(
            new RegExp(`${people.dana} opened ${theirs}`),
          ),
        },
      },
    });
    await expect(
      open({ runId: '4' }, {}, portal().asPipeline('external:other')),
    ).rejects.toMatchObject({ statusCode: 409 });
  });
});

describe('a pipeline that prints links', () => {
  const page = (number: string) => ({
    [number]: `https://x.example/portal/governance/rfc/${number}`,
  });

  it('is told where the app has the pages of the changes it hears of', async () => {
    const pipeline = portal().asPipeline();
    const { change, links } = await pipeline.createChange(
      request({ submit: false, requester: people.dana }),
    );
    expect(links).toEqual(page(change.number));
    const decision = await pipeline.askGate({ change: change.number });
    expect(decision.links).toEqual(page(change.number));
    const { environment, items } = change;
    const window = windowAround(-2, -1);
    const { reconciliation, ...deployment } = await pipeline.reportDeployment({
      externalId: 'run-of-nobody',
      environment,
      items,
      outcome: 'succeeded',
      startedAt: window.start,
      finishedAt: window.end,
    });
    expect(deployment.links).toEqual(page(reconciliation.retrospectiveChange!));
  });
});

describe('a plan sent over HTTP', () => {
  const upload = async (after: string, more = '') => {
    const response = await fetch(`${portal().baseUrl}/plans`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${portal().token(people.dana)}`,
        'Content-Type': 'application/json',
      },
      body: `{"plan":{"format_version":"1.2","resource_changes":[{"address":"terraform_data.receipts","type":"terraform_data","name":"receipts","change":{"actions":["create"],"before":null,"after":${after}}}]${more}}}`,
    });
    return { status: response.status, body: await response.json() };
  };

  it('keeps its numbers, and members with any name', async () => {
    const { body } = await upload(
      '{"n":9007199254740993,"m":1e400,"__proto__":"x"}',
    );
    const other = await upload(
      '{"n":9007199254740992,"m":1e400,"__proto__":"x"}',
    );
    expect(other.body.digest).not.toBe(body.digest);
    const { change } = await portal()
      .as(people.dana)
      .createChange(request({ submit: false, planDigest: body.digest }));
    const [resource] = (await portal().as(people.dana).getPlan(change.number))
      .resources;
    expect(resource.attributes).toMatchObject([
      { path: '__proto__', after: '"x"' },
      { path: 'm', after: '1e400' },
      { path: 'n', after: '9007199254740993' },
    ]);
  });

  it('names its actions in its outline, as it is kept', async () => {
    const invocation = exactJson({
      address: 'action.aws_lambda_invoke.warm_up',
      type: 'aws_lambda_invoke',
      name: 'warm_up',
      config_values: { payload: 'x' },
      lifecycle_action_trigger: {
        triggering_resource_address: 'terraform_data.receipts',
        action_trigger_event: 'AfterCreate',
      },
    });
    const { body } = await upload(
      '{"n":1}',
      `,"action_invocations":[${invocation}]`,
    );
    expect(body.counts).toMatchObject({ create: 1, invoke: 1 });
    const [{ outline }] = await portal()
      .knex('uploaded_plans')
      .where({ digest: body.digest })
      .select('outline');
    expect(outline.actions).toMatchObject([
      { address: 'action.aws_lambda_invoke.warm_up' },
    ]);
  });

  it('is refused when it may do what is not known, and names it', async () => {
    expect(await upload('{}', ',"side_effects":[1]')).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('side_effects') } },
    });
  });
});

describe('what people write', () => {
  const dana = () => portal().as(people.dana);
  const credential = `postgres://app:${'gr4nite-moss'}@db:5432/orders`;

  it.each([
    ['title', { title: `Open ${credential}` }],
    ['description', { description: credential }],
    ['backoutPlan', { backoutPlan: 'export DB_PASSWORD=gr4nite7moss' }],
    [
      'links.0.url',
      {
        links: [
          { title: 'Logs', url: 'https://ada:gr4nite@logs.example.com/' },
        ],
      },
    ],
  ])('is refused with a credential in it: %s', async (field, fields) => {
    await expect(
      dana().createChange(request({ submit: false, ...fields })),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: {
        error: {
          message: expect.stringMatching(
            new RegExp(`${field}: holds what looks like`),
          ),
        },
      },
    });
  });

  it('is refused in an edit and in a comment as well, and repeats nothing of it', async () => {
    const { change } = await dana().createChange(request({ submit: false }));
    const { number, version } = change;
    for (const attempt of [
      dana().updateChange(number, { version, testPlan: credential }),
      dana().act(number, 'comment', { text: `Use ${credential}` }),
    ]) {
      const refusal = await attempt.catch(error => error);
      expect(refusal.statusCode).toBe(400);
      expect(JSON.stringify(refusal.body)).not.toContain('gr4nite');
    }
  });
});
