import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { freePort } from '@countersign/plugin-governance-test-utils/programs';

jest.setTimeout(240_000);

const root = resolve(__dirname, '..');

/** The instructions of the Dockerfile, each with what it says. */
async function instructions(): Promise<{ name: string; said: string }[]> {
  const text = await readFile(join(root, 'Dockerfile'), 'utf8');
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter(line => line.trim() && !line.startsWith('#'))
    .map(line => /^(\w+)\s+(.*)$/.exec(line)!)
    .map(([, name, said]) => ({ name, said }));
}

describe('the container', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let folder: string;
  let child: ChildProcess | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'container-'));
  });
  afterAll(async () => {
    if (child?.exitCode === null) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('serves with nothing but what the Dockerfile copies, as nobody, and ends when it is told to', async () => {
    execFileSync(process.execPath, [join(root, 'build.mjs')], { cwd: root });
    const all = await instructions();
    const of = (wanted: string) =>
      all.filter(({ name }) => name === wanted).map(({ said }) => said);
    for (const copied of of('COPY')) {
      const files = copied.split(/\s+/).slice(0, -1);
      // The bill of materials is made by a command of its own, and nothing runs by it.
      for (const file of files.filter(name => !name.includes('sbom'))) {
        await cp(join(root, file), join(folder, basename(file)));
      }
    }
    const [user] = of('USER');
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const environment = of('ENV').flatMap(said =>
      said.split(/\s+/).map(pair => pair.split('=') as [string, string]),
    );
    const [program, ...args]: string[] = JSON.parse(of('CMD')[0]);
    expect(program).toBe('node');

    const { connection } = (await databases.init('POSTGRES_18')).client.config;
    const port = await freePort();
    child = spawn(process.execPath, args, {
      cwd: folder,
      env: {
        ...Object.fromEntries(environment),
        PORT: String(port),
        PGHOST: connection.host,
        PGPORT: String(connection.port),
        PGUSER: connection.user,
        PGPASSWORD: connection.password,
        PGDATABASE: connection.database,
      },
      stdio: 'ignore',
    });
    await eventually(async () => {
      const response = await fetch(`http://127.0.0.1:${port}/health`);
      expect(await response.json()).toEqual({ status: 'ok' });
    });
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });
});
