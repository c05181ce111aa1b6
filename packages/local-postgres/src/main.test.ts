import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

jest.setTimeout(240_000);

function run(...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', `${__dirname}/main.ts`, ...args],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const firstLine = once(createInterface(child.stdout), 'line').then(
    ([line]) => JSON.parse(line) as Record<string, string>,
  );
  const exitCode = once(child, 'exit').then(([code]) => code as number);
  return { child, firstLine, exitCode };
}

const canConnect = (connectionString: string) => {
  const client = new Client({ connectionString });
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
};

describe('the local-postgres process', () => {
  it('serves until the process that started it goes away', async () => {
    const { child, firstLine, exitCode } = run('--ephemeral');
    const { superuserUrl } = await firstLine;
    expect(await canConnect(superuserUrl)).toBe(true);

    child.stdin.end();
    expect(await exitCode).toBe(0);
    expect(await canConnect(superuserUrl)).toBe(false);
  });

  it('starts with parameters of the one who asks', async () => {
    const { child, firstLine, exitCode } = run(
      ...['--ephemeral', '--set', 'shared_buffers=32MB'],
      ...['--set', 'search_path="$user", public'],
    );
    const client = new Client({
      connectionString: (await firstLine).superuserUrl,
    });
    await client.connect();
    const { rows } = await client.query(
      `SELECT current_setting('shared_buffers') AS buffers, current_setting('search_path') AS path`,
    );
    await client.end();
    expect(rows).toEqual([{ buffers: '32MB', path: '"$user", public' }]);
    child.stdin.end();
    expect(await exitCode).toBe(0);
  });

  it('says what is wrong in one line and fails', async () => {
    const { firstLine, exitCode } = run();
    expect(await firstLine).toEqual({
      error: {
        code: 'FAILED',
        message: expect.stringContaining('--data-dir'),
      },
    });
    expect(await exitCode).toBe(1);
  });
});
