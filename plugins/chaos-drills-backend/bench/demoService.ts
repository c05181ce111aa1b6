import { spawn } from 'child_process';
import { once } from 'events';
import path from 'path';
import { createInterface } from 'readline';

const root = path.resolve(__dirname, '../../..');
export const faultsToken = 'a-token-of-the-benchmark';

/** The demo service, which runs. */
export interface DemoService {
  /** Where it answers at one of the addresses of this machine: each is a target of its own. */
  at(address: string): string;
  stop(): Promise<void>;
}

/** Starts the demo service as a process of its own, on a database of that server. */
export async function startDemoService(
  connection: string,
): Promise<DemoService> {
  const url = new URL(connection);
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      path.join(root, 'packages/customer-engagement-api/src/main.ts'),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: '0',
        PGHOST: url.hostname,
        PGPORT: url.port,
        PGUSER: decodeURIComponent(url.username),
        PGPASSWORD: decodeURIComponent(url.password),
        PGDATABASE: url.pathname.slice(1),
        FAULTS: 'on',
        FAULTS_TOKEN: faultsToken,
        LOG_SEVERITY: 'NOTICE',
      },
    },
  );
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The demo service ended with ${code}`);
  });
  const port = await Promise.race([portOf(child.stdout), gone]);
  gone.catch(() => {});
  return {
    at: address => `http://${address}:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await gone.catch(() => {});
    },
  };
}

async function portOf(output: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface(output);
  for await (const line of lines) {
    const [, port] = /Listening on port (\d+)/.exec(line) ?? [];
    if (port) {
      // What it says later is of no interest, and must not fill the pipe.
      output.resume();
      return port;
    }
  }
  throw new Error('The demo service did not say where it listens');
}

/** The faults that are on in it. */
export async function faultsOn(url: string): Promise<{ expiresAt: string }[]> {
  const response = await fetch(`${url}/faults`, {
    headers: { Authorization: `Bearer ${faultsToken}` },
  });
  const { items } = (await response.json()) as {
    items: { expiresAt: string }[];
  };
  return items;
}
