import { readFileSync } from 'fs';
import { join } from 'path';
import { parseTerraformPlan } from './readPlan';
import { planAddresses, planDigest, redactPlan } from './redactPlan';

/** Recorded from the real terraform by `fixtures/record.sh`. */
const fixture = (name: string) =>
  readFileSync(join(__dirname, 'fixtures', name, 'plan.json'), 'utf8');

const redacted = (name: string) =>
  redactPlan(parseTerraformPlan(fixture(name)));

describe('redactPlan, on plans of the real terraform', () => {
  it('shows what is created, and what is known after apply only', async () => {
    const plan = await redacted('create');

    expect(plan.counts).toEqual({
      create: 2,
      update: 0,
      replace: 0,
      delete: 0,
      forget: 0,
      import: 0,
      move: 0,
      invoke: 0,
    });
    const database = plan.resources.find(
      r => r.address === 'terraform_data.database',
    );
    expect(database?.provider).toBe('terraform.io/builtin/terraform');
    expect(database?.attributes).toEqual([
      expect.objectContaining({ path: 'id', unknown: true }),
      {
        path: 'input.password',
        unknown: false,
        sensitive: true,
        forcesReplacement: false,
      },
      expect.objectContaining({
        path: 'input.regions[0]',
        after: '"europe-west3"',
      }),
      expect.objectContaining({
        path: 'input.regions[1]',
        after: '"europe-west1"',
      }),
      expect.objectContaining({
        path: 'input.tier',
        after: '"db-custom-2-7680"',
      }),
      expect.objectContaining({ path: 'output', unknown: true }),
    ]);
    expect(plan.outputs).toEqual([
      { name: 'connection', action: 'create', sensitive: true },
      { name: 'database_id', action: 'create', sensitive: false },
    ]);
    expect(JSON.stringify(plan)).not.toContain('correct-horse');
  });

  it('shows an update attribute by attribute', async () => {
    const [service] = (await redacted('update')).resources;

    expect(service.action).toBe('update');
    expect(service.attributes.filter(a => !a.unknown)).toEqual([
      expect.objectContaining({
        path: 'input.image',
        before: '"checkout:1.4.1"',
        after: '"checkout:1.4.2"',
      }),
      expect.objectContaining({
        path: 'input.labels.tier',
        after: '"1"',
      }),
      expect.objectContaining({
        path: 'input.max_instances',
        before: '4',
        after: '8',
      }),
    ]);
    expect(service.unchanged).toBeGreaterThan(0);
  });

  it('names the attribute that forces a replacement', async () => {
    const plan = await redacted('replace');

    expect(plan.counts.replace).toBe(1);
    const [bucket] = plan.resources;
    expect(bucket.actionReason).toBe('replace_because_cannot_update');
    expect(
      bucket.attributes.filter(a => a.forcesReplacement).map(a => a.path),
    ).toEqual(['triggers_replace.location']);
  });

  it('shows what a deletion loses, without what stays', async () => {
    const plan = await redacted('delete');

    expect(plan.counts.delete).toBe(1);
    expect(plan.resources.map(r => r.address)).toEqual([
      'terraform_data.database',
    ]);
    expect(plan.resources[0].attributes).toContainEqual(
      expect.objectContaining({
        path: 'input.tier',
        before: '"db-custom-2-7680"',
      }),
    );
    expect(JSON.stringify(plan)).not.toContain('hunter2');
  });

  it('tells forgetting from deleting, and follows a move and an import', async () => {
    expect((await redacted('forget')).counts).toMatchObject({
      forget: 1,
      delete: 0,
    });
    expect((await redacted('moved')).counts).toMatchObject({ move: 1 });
    expect((await redacted('import')).counts).toMatchObject({ import: 1 });
    expect((await redacted('moved')).resources[0]).toMatchObject({
      address: 'terraform_data.gateway',
      previousAddress: 'terraform_data.api',
      action: 'update',
    });
    expect((await redacted('import')).resources[0]).toMatchObject({
      importing: true,
      action: 'update',
    });
  });

  it('hides what terraform marks, and the same value where terraform lost the mark', async () => {
    // terraform_data.output repeats its input without the marks: the maps alone would show every secret.
    const text = JSON.stringify(await redacted('sensitive'));

    for (const secret of [
      'whole-secret',
      'nested-secret',
      'listed-secret',
      'unmarked-secret',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('input.auth.password');
    expect(text).toContain('input.client_secret');
  });

  it('keeps neither variables nor prior state nor configuration', async () => {
    const text = JSON.stringify(await redacted('create'));

    expect(text).not.toContain('database_password');
    expect(text).not.toContain('prior_state');
    expect(text).not.toContain('configuration');
  });

  it('maps addresses of modules to entities and lists those nobody claims', async () => {
    const plan = parseTerraformPlan(fixture('modules'));
    const [first, ...others] = planAddresses(plan);
    const result = await redactPlan(plan, {
      entities: new Map([[first, 'component:default/checkout']]),
    });

    expect(first).toBe('module.service["checkout"].terraform_data.instance[0]');
    expect(result.resources[0]).toMatchObject({
      moduleAddress: 'module.service["checkout"]',
      entityRef: 'component:default/checkout',
    });
    expect(result.unmapped).toEqual(others);
    expect(others).toHaveLength(3);
  });

  it('has a digest that is its own, and the one that is stored', async () => {
    const names = ['create', 'update', 'replace', 'delete', 'modules'];
    const digests = await Promise.all(
      names.map(name => planDigest(parseTerraformPlan(fixture(name)))),
    );

    expect(new Set(digests).size).toBe(names.length);
    expect((await redacted('update')).digest).toBe(digests[1]);
  });
});
