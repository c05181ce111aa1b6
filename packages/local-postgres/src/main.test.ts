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
