import { execFile, spawnSync } from 'child_process';
import { globSync, readFileSync } from 'fs';
import { mkdir, writeFile } from 'fs/promises';
import { dirname, join, resolve } from 'path';
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
import { component } from './__testUtils__/people';
import { startWholePortal, WholePortal } from './__testUtils__/wholePortal';

jest.setTimeout(240_000);

const run = promisify(execFile);
const folder = resolve(__dirname, '../../../templates');

interface Step {
  id: string;
  action: string;
  if?: string;
  input: object;
}
interface Template {
  metadata: { name: string };
  spec: { steps: Step[]; parameters: object[] };
}
interface DryRun {
  log: { body: { message: string; stepId?: string; status?: string } }[];
  output: { text?: { title: string; content: string }[] };
  directoryContents: { path: string; base64Content: string }[];
}
interface ActionSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

const templates = (
  parse(readFileSync(join(folder, 'all.yaml'), 'utf8')).spec.targets as string[]
).map(target => ({
  path: join(folder, target),
  template: parse(readFileSync(join(folder, target), 'utf8')) as Template,
}));

const window = { start: '2040-01-03T10:00:00Z', end: '2040-01-03T11:00:00Z' };
const service = {
  name: 'price-alerts',
  title: "Price alerts & what's new",
  description: 'Tells customers when a price falls: at once, by mail.',
  owner: 'group:default/storefront',
  system: 'system:default/commerce',
  tier: 'tier-2',
  dataClassification: 'internal',
  target: 0.995,
  metricSource: 'prometheus',
  project: 'larkspur-prod',
  region: 'europe-west1',
};

/** What somebody types into each template. */
const typed: Record<string, object> = {
  'open-a-change': {
    ...{
      title: 'Raise the timeout',
      type: 'normal',
      environment: 'production',
    },
    ...{ items: [component], window, submit: true },
    justification: 'Slow banks.',
    implementationPlan: 'Deploy it.',
    testPlan: 'Pay.',
    backoutPlan: 'Deploy the former one.',
  },
  'change-from-terraform-plan': {
    ...{ environment: 'production', commit: 'a'.repeat(40), window },
    ...{ title: 'From a plan', submit: true },
  },
  'open-an-incident': {
    ...{ entities: [component], title: 'Checkout is slow' },
    ...{ impact: 'high', urgency: 'low', triage: false, drill: false },
    description: '',
  },
  'request-evidence': {
    title: 'Who could write to the database',
    text: 'In the third quarter.',
    due: '2040-01-01T00:00:00Z',
    assignee: 'user:default/owner',
    controls: [{ framework: 'SOC 2', id: 'CC6.1' }],
  },
  'run-a-drill': {
    ...{ entity: component, scenario: 'latency', environment: 'production' },
    ...{ window, approval: 'standard', purpose: 'Is it noticed?' },
  },
  'new-governed-service': service,
};

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
    portal = await startWholePortal(databases);
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

  function dryRun(name: string, changed: object = {}): Promise<DryRun> {
    const { path, template } = templates.find(
      each => each.template.metadata.name === name,
    )!;
    const files = globSync('**/*', {
      cwd: dirname(path),
      withFileTypes: true,
    }).concat(
      globSync('**/.*{,/**}', { cwd: dirname(path), withFileTypes: true }),
    );
    return call('POST', '/api/scaffolder/v2/dry-run', {
      template,
      values: { ...typed[name], ...changed },
      directoryContents: files
        .filter(file => file.isFile())
        .map(file => join(file.parentPath, file.name))
        .map(file => ({
          path: file.slice(dirname(path).length + 1),
          base64Content: readFileSync(file).toString('base64'),
        })),
    });
  }
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
      const { log } = await dryRun(name as string);
      const messages = log.map(({ body }) => body.message);
      expect(log.filter(({ body }) => body.status === 'failed')).toEqual([]);
      for (const step of (template as Template).spec.steps) {
        const { action } = step;
        const message = messages.find(each =>
          each.includes(`Running ${action} in dry-run mode`),
        );
        // A step with a condition may be left out here, and is given what the template says.
        const isLeftOut = message === undefined && step.if !== undefined;
        const input = isLeftOut
          ? step.input
          : JSON.parse(message!.slice(message!.indexOf('{')));
        const { properties = {}, required = [] } = schemas.get(action)!;
        expect([action, Object.keys(properties)]).toEqual([
          action,
          expect.arrayContaining(Object.keys(input)),
        ]);
        expect([action, Object.keys(input)]).toEqual([
          action,
          expect.arrayContaining(required),
        ]);
      }
      expect(await counts()).toEqual(before);
    },
  );

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

    it('promises what was chosen, in OpenSLO without a mistake', () => {
      const { objectives, problems } = readDefinitions([
        { file: 'slo/objectives.yaml', text: file('slo/objectives.yaml') },
      ]);
      expect(problems).toEqual([]);
      expect(objectives).toMatchObject([
        {
          ...{ id: 'price-alerts-availability', target: 0.995 },
          runbook:
            '/docs/default/component/price-alerts/runbooks/service-unavailable',
        },
        { id: 'price-alerts-latency', target: 0.95 },
      ]);
    });

    it('has a drill that can be run', () => {
      const path = 'drills/latency.yaml';
      const { experiment, problems } = readExperiment({
        file: path,
        text: file(path),
      });
      expect(problems).toEqual([]);
      expect(experiment?.title).toContain(service.name);
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
