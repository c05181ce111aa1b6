import { parseArgs } from 'node:util';
import { areas } from './areas';
import { Cli } from './Cli';
import { Portal } from './Portal';
import { Report } from './Report';
import { Trouble } from './Trouble';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://localhost:7007' },
      // Read by whoever starts it: where the portal keeps what it knows.
      data: { type: 'string' },
    },
  });
  const unknown = positionals.find(name => !(name in areas));
  if (unknown !== undefined) {
    throw new Trouble(
      `There is nothing to show of ${unknown}: choose among ${Object.keys(
        areas,
      ).join(', ')}, or name none for all`,
    );
  }
  const portal = new Portal(values.url);
  const report = new Report();
  const stage = { portal, report, cli: new Cli(portal.url) };
  await portal.untilDemoRecordsAreMade(text => report.say(text));
  const shown = positionals.length > 0 ? positionals : Object.keys(areas);
  for (const name of shown) await areas[name](stage);
  return report.finish() ? 0 : 1;
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  // Ends by way of `exit`, at which working directories with secrets in them are removed.
  process.once(signal, () => process.exit(code));
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    const isTold =
      error instanceof Trouble || error.code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`✗ ${isTold ? error.message : error.stack}\n`);
    process.exitCode = 1;
  },
);
