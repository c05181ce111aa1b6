import { execFile, spawn } from 'child_process';
import { once } from 'events';
import { promisify } from 'util';
import { commandBlocks } from '@countersign/plugin-governance-test-utils';

const run = promisify(execFile);
const FAULTS_TOKEN = 'a-token-for-the-tests';

/** Listens where nobody else does, and says where that is. */
const program = `
  import { createService } from './src/service.mjs';
  const service = createService({ faultsToken: process.env.FAULTS_TOKEN });
  service.listen(0, '127.0.0.1', () => console.log(service.address().port));
`;

/** The service that the template makes, running from its own folder. */
export async function startMadeService(folder: string) {
  const started = spawn(
    process.execPath,
    ['--input-type=module', '--eval', program],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, FAULTS_TOKEN },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(started, 'exit');
  const [port] = await Promise.race([
    once(started.stdout, 'data'),
    exited.then(([code]) => {
      throw new Error(`The service ended with ${code} before it listened`);
    }),
  ]);
  const SERVICE = `http://127.0.0.1:${`${port}`.trim()}`;
  return {
    faults: (method: string, path = '', body?: object) =>
      fetch(`${SERVICE}/faults${path}`, {
        method,
        headers: { Authorization: `Bearer ${FAULTS_TOKEN}` },
        body: body && JSON.stringify(body),
      }),

    /** Runs what a runbook has people type, in its order, and says what they read. Those for another place are checked only. */
    async type(runbook: string): Promise<string> {
      const read: string[] = [];
      for (const { title, code } of commandBlocks(runbook)) {
        const { stdout } = await run(
          'bash',
          [title === undefined ? '-euc' : '-nc', code],
          { env: { PATH: process.env.PATH, SERVICE } },
        );
        read.push(stdout);
      }
      return read.join('');
    },

    async stop() {
      started.kill();
      await exited;
    },
  };
}
