/** The proxy as a process. */
import { jsonLog } from './log';
import { readSettings, SettingsProblem, usage } from './settings';
import { startFaultProxy } from './startFaultProxy';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  const log = jsonLog(line => process.stdout.write(line));
  const settings = readSettings(args, process.env);
  if (process.getuid?.() === 0) {
    log('warning', 'It runs as root, and needs not: use any other user');
  }
  const proxy = await startFaultProxy(settings, { log });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      proxy.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch(error => {
  const { message } = error as Error;
  process.stderr.write(`${message}\n`);
  process.exit(error instanceof SettingsProblem ? 2 : 1);
});
