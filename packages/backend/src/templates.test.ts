import { execFile, spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { mkdir, writeFile } from 'fs/promises';
import { dirname, join } from 'path';
import { promisify } from 'util';
import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { readExperiment } from '@countersign/plugin-chaos-drills-common';
import { annotationProblems } from '@countersign/plugin-cmdb-common';
import { readDefinitions } from '@countersign/plugin-service-levels-common';
import { MarkdownGenerator } from '@countersign/plugin-techdocs-backend-module-markdown';
import { parse, parseAllDocuments } from 'yaml';
import { builtCli, runCli } from './__testUtils__/commandLine';
import { startMadeService } from './__testUtils__/madeService';
import { component } from './__testUtils__/people';
import {
  ActionSchema,
  drilled,
  drilledEntity,
  DryRun,
  dryRunOf,
  given,
  service,
  Template,
  templates,
  typed,
  window,
} from './__testUtils__/templates';
import { startWholePortal, WholePortal } from './__testUtils__/wholePortal';

jest.setTimeout(240_000);

const run = promisify(execFile);

describe('the software templates', () => {
  let portal: WholePortal;
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const made = createMockDirectory();
  let token: string;
  const schemas = new Map<string, ActionSchema>();

  beforeAll(async () => {
    // What `fetch` parses is of Node's realm, and templates take arrays of their own alone, which here is Jest's.
    jest
      .spyOn(Response.prototype, 'json')
      .mockImplementation(async function json(this: Response) {
        return JSON.parse(await this.text());
      });
    portal = await startWholePortal(databases, [drilledEntity]);
    token = await portal.tokenOf('platform');
    const actions: { id: string; schema: { input: ActionSchema } }[] =
      await call('GET', '/api/scaffolder/v2/actions');
    for (const { id, schema } of actions) schemas.set(id, schema.input);
    const uploaded = await call('POST', '/api/change-management/plans', {
      plan: {
        format_version: '1.2',
        terraform_version: '1.9.8',
        resource_changes: [],
      },
    });
    Object.assign(typed['change-from-terraform-plan'], {
      planDigest: uploaded.digest,
    });
  });
  afterAll(async () => {
    await portal?.stop();
    jest.restoreAllMocks();
  });

  async function call(method: string, path: string, body?: object) {
    const answer = await fetch(`${portal.url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  const dryRun = (name: string, changed: object = {}) =>
    call(
      'POST',
      '/api/scaffolder/v2/dry-run',
      dryRunOf(name, { ...typed[name], ...changed }),
    ) as Promise<DryRun>;
  const counts = async () => ({
    changes: (await call('GET', '/api/change-management/changes')).count.value,
    incidents: (await call('GET', '/api/incident-management/incidents')).count
      .value,
    requests: (await call('GET', '/api/compliance-evidence/requests')).count
      .value,
    drills: (await call('GET', '/api/chaos-drills/drills')).count.value,
  });

  it.each(templates.map(({ template }) => [template.metadata.name, template]))(
    '%s runs dry: each step is given what its action takes, and nothing is kept',
    async (name, template) => {
      const before = await counts();
      const ran = await dryRun(name as string);
      expect(ran.log.filter(({ body }) => body.status === 'failed')).toEqual(
        [],
      );
      for (const step of (template as Template).spec.steps) {
        const { action } = step;
        const input = given(ran, action);
        // A step with a condition may be left out here, and is given what the template says.
        expect([action, input ?? step.if]).not.toEqual([action, undefined]);
        const { properties = {}, required = [] } = schemas.get(action)!;
        const keys = Object.keys(input ?? step.input);
        expect([action, Object.keys(properties)]).toEqual([
          action,
          expect.arrayContaining(keys),
        ]);
        expect([action, keys]).toEqual([
          action,
          expect.arrayContaining(required),
        ]);
      }
      expect(await counts()).toEqual(before);
    },
  );

  describe('the one that runs a drill', () => {
    const texts = ({ output }: DryRun) =>
      Object.fromEntries(
        output.text!.map(({ title, content }) => [title, content]),
      );
    const other = 'First, look at what else is planned';

    it('opens a change for exactly this experiment, and plans it', async () => {
      const { digest } = await call(
        'GET',
        '/api/chaos-drills/experiments/latency',
      );
      const ran = await dryRun('run-a-drill', { approval: 'normal' });
      expect(given(ran, 'change-management:create-change')).toMatchObject({
        ...{ type: 'normal', items: [drilled], window, submit: true },
        implementationPlan: expect.stringContaining(digest),
      });
      expect(given(ran, 'chaos-drills:plan-drill')).toMatchObject({
        experiment: 'latency',
      });
    });

    it('opens nothing where there is no experiment, or its change is not right yet', async () => {
      const none = await dryRun('run-a-drill', { entity: component });
      expect(given(none, 'change-management:create-change')).toBeUndefined();
      expect(texts(none)['No such experiment']).toContain(component);
      const wrong = await dryRun('run-a-drill', { environment: 'development' });
      expect(given(wrong, 'change-management:create-change')).toBeUndefined();
      expect(texts(wrong)['Nothing was opened']).toMatch(/- template: .*\w/);
    });

    it('submits a standard change only where nothing conflicts, and says what does', async () => {
      const free = await dryRun('run-a-drill');
      expect(given(free, 'change-management:create-change')).toMatchObject({
        ...{ type: 'standard', template: 'chaos-drill', submit: true },
      });
      // Nothing is said of what did not happen.
      expect(Object.keys(texts(free))).toEqual(['What the change means']);
      expect(free.output.links).not.toContainEqual(
        expect.objectContaining({ title: expect.stringContaining('live') }),
      );
      const { change } = await call('POST', '/api/change-management/changes', {
        ...{ title: 'Somebody was here first', environment: 'production' },
        ...{ items: [drilled], window, submit: true },
      });
      const busy = await dryRun('run-a-drill');
      expect(given(busy, 'change-management:create-change')).toMatchObject({
        submit: false,
      });
      expect(texts(busy)[other]).toContain(change.number);
    });
  });

  it('say why where an action refuses, in its own words', async () => {
    const step = {
      ...{ id: 'read', name: 'Read', action: 'change-management:get-change' },
      input: { number: 'CHG9999999' },
    };
    const { template } = templates[0];
    await expect(
      call('POST', '/api/scaffolder/v2/dry-run', {
        template: {
          ...template,
          spec: { ...template.spec, parameters: [], steps: [step], output: {} },
        },
        ...{ values: {}, directoryContents: [] },
      }),
    ).rejects.toThrow(/404 .*CHG9999999/s);
  });

  it('say in a dry run what would come of it, and what is wrong', async () => {
    const said = async (changed?: object) =>
      (await dryRun('open-a-change', changed)).output.text!.find(
        ({ title }) => title === 'What it means',
      )!.content;
    expect(await said()).toMatch(/The risk is \w+\..* needs the approval of /);
    expect(await said({ items: ['component:default/nowhere'] })).toMatch(
      /Not yet right: items/,
    );
    await expect(dryRun('open-a-change', { title: '' })).rejects.toThrow(
      /400 .*title/s,
    );
    await expect(
      dryRun('new-governed-service', { name: '../../etc' }),
    ).rejects.toThrow(/400 .*pattern/s);
  });

  describe('a new governed service', () => {
    const file = (path: string) => readFileSync(join(made.path, path), 'utf8');

    beforeAll(async () => {
      const { directoryContents } = await dryRun('new-governed-service');
      for (const { path, base64Content } of directoryContents) {
        const target = join(made.path, path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, Buffer.from(base64Content, 'base64'));
      }
    });

    it('is complete, with nothing left of the template', () => {
      const files = [
        ...['README.md', 'Dockerfile', 'package.json', 'catalog-info.yaml'],
        ...['slo/objectives.yaml', 'drills/latency.yaml', 'mkdocs.yml'],
        ...['terraform/main.tf', 'docs/runbooks/service-unavailable.md'],
        ...['src/service.mjs', 'tests/service.test.mjs', '.gitignore'],
        '.github/workflows/deploy.yaml',
      ];
      for (const path of files) {
        const text = file(path);
        // The pipeline has expressions of its own.
        const own = path.includes('workflows') ? /values\./ : /\$\{\{/;
        expect(text).not.toMatch(own);
        expect(text).not.toContain('{%');
      }
    });

    it('passes its own tests', async () => {
      await expect(
        run(process.execPath, ['--test', 'tests/service.test.mjs'], {
          cwd: made.path,
          env: { PATH: process.env.PATH },
        }),
      ).resolves.toHaveProperty('stdout', expect.stringMatching(/fail 0/));
    });

    it('passes `countersign slo lint` and `countersign drill lint`, strictly', async () => {
      const built = builtCli(made.path);
      for (const lint of [
        ['slo', 'lint', '--strict', 'slo/objectives.yaml'],
        ['drill', 'lint', '--strict', 'drills/latency.yaml'],
      ]) {
        await expect(runCli(built, lint, made.path)).resolves.toMatchObject({
          stderr: '',
        });
      }
    });

    it('promises what was chosen', () => {
      const { objectives } = readDefinitions([
        { file: 'slo/objectives.yaml', text: file('slo/objectives.yaml') },
      ]);
      expect(objectives).toMatchObject([
        {
          ...{ id: 'price-alerts-availability', target: 0.995 },
          runbook:
            '/docs/default/component/price-alerts/runbooks/service-unavailable',
        },
        { id: 'price-alerts-latency', target: 0.95 },
      ]);
    });

    it('has a drill of itself, whose runbook is there', () => {
      const { experiment } = readExperiment({
        file: 'drills/latency.yaml',
        text: file('drills/latency.yaml'),
      });
      expect(experiment?.title).toContain(service.name);
      expect(experiment?.drill).toMatchObject({
        entity: `component:default/${service.name}`,
        runbook: 'docs/runbooks/service-unavailable.md',
      });
    });

    it('has a runbook whose commands find a fault, and see that it is over', async () => {
      const started = await startMadeService(made.path);
      try {
        const runbook = file('docs/runbooks/service-unavailable.md');
        await started.faults('POST', '', {
          ...{ id: 'of-a-drill', kind: 'error', share: 1, seconds: 60 },
        });
        const broken = await started.type(runbook);
        expect(broken).toMatch(/health: 200/);
        expect(broken).toMatch(/ 20 500\n/);
        expect(broken).toMatch(/faults_active\{kind="error"\} 1/);
        await started.faults('DELETE', '/of-a-drill');
        const mended = await started.type(runbook);
        expect(mended).toMatch(/ 20 200\n/);
        expect(mended).toMatch(/faults_active\{kind="error"\} 0/);
      } finally {
        await started.stop();
      }
    });

    it('is a configuration item, with pages that have no broken link', async () => {
      const [entity, location] = parseAllDocuments(
        file('catalog-info.yaml'),
      ).map(document => document.toJS() as Entity);
      expect(annotationProblems(entity)).toEqual([]);
      expect(entity).toMatchObject({
        metadata: {
          name: service.name,
          title: service.title,
          description: service.description,
          annotations: { 'countersign.dev/criticality': 'tier-2' },
        },
        spec: { owner: service.owner, system: service.system },
      });
      expect(location.spec).toMatchObject({
        targets: ['./slo/objectives.yaml'],
      });
      const generator = new MarkdownGenerator(mockServices.rootConfig());
      const problems = await generator.check(made.path, { siteName: 'x' });
      await generator.stop();
      expect(problems).toEqual([]);
    });

    it('asks the gate before it applies, and reports what came of it', () => {
      const { jobs } = parse(file('.github/workflows/deploy.yaml'));
      const commands = (jobs.deploy.steps as { run?: string }[])
        .map(step => step.run ?? '')
        .join('\n');
      const at = (words: string) => commands.indexOf(words);
      expect(at('terraform plan')).toBeGreaterThan(-1);
      expect(at('change gate')).toBeGreaterThan(at('terraform plan'));
      expect(at('terraform apply')).toBeGreaterThan(at('change gate'));
      expect(at('deployment report')).toBeGreaterThan(at('terraform apply'));
      expect(jobs.deploy.needs).toBe('test');
    });

    it('has Terraform that is formatted as Terraform has it, where there is Terraform', () => {
      const { error, status, stdout } = spawnSync(
        'terraform',
        ['fmt', '-check', '-diff', '-recursive', 'terraform'],
        { cwd: made.path, encoding: 'utf8' },
      );
      // It is on the machines of pipelines; whoever has none sees the same there.
      expect(error ? '' : stdout).toBe('');
      expect(error ? 0 : status).toBe(0);
    });
  });
});
