import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { BuiltCli } from '../../__testUtils__/cli';

jest.setTimeout(240_000);

const root = resolve(__dirname, '../../../../..');
const estate = join(root, 'catalog-info/slo/customer-engagement-api.yaml');
const hourly = 'customer-engagement-api-latency-hour';

describe('countersign slo terraform', () => {
  const cli = new BuiltCli();
  afterAll(() => cli.dispose());
  const run = (...args: string[]) => cli.run(['slo', 'terraform', ...args]);

  it('writes what deploy/terraform holds for the estate: after a change of a definition run it again', async () => {
    const { code, stdout, stderr } = await run('--skip', hourly, estate);
    expect(code).toBe(0);
    expect(stderr).toContain('looks back further than a day');
    expect(stdout).toBe(
      readFileSync(
        join(root, 'deploy/terraform/environments/slos.auto.tfvars.json'),
        'utf8',
      ),
    );
  });

  it('reads a folder, and ends with 1 where an objective cannot be had', async () => {
    const folder = join(cli.folder, 'slo');
    mkdirSync(folder);
    writeFileSync(join(folder, 'api.yaml'), readFileSync(estate));
    writeFileSync(join(folder, 'README.md'), '# not YAML');
    const { code, stdout, stderr } = await run(folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /api\.yaml:\d+: error: .*latency-hour is not in Cloud Monitoring\. .*\(cloud-window\)/,
    );
    expect(Object.keys(JSON.parse(stdout).slos)).toHaveLength(4);
  });

  it('names an objective to skip that there is not', async () => {
    const { code, stderr } = await run('--skip', 'nothing', estate);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no objective nothing');
  });
});
