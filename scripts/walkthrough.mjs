/**
 * What the family is for, shown on a running portal: prints each step and what shows it, and exits 1 when a claim does
 * not hold. The steps are in `packages/walkthrough`.
 *
 *     npm run walkthrough [-- drill] [--url http://localhost:7007] [--data .data]
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { demoServiceAccess } from './lib/demoService.mjs';
import { installDependencies } from './lib/install.mjs';
import { dataDir, root } from './lib/paths.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { prepareTools, transform } from './lib/tools.mjs';

await runMain(async () => {
  stopOnSignals();
  // What it shows is for the walkthrough to read; where the portal keeps what it knows is for us.
  const { values } = parseArgs({
    options: { data: { type: 'string', default: dataDir } },
    strict: false,
  });
  const tools = await prepareTools();
  await installDependencies(tools);
  const { code } = await tools.node(
    [
      ...['--require', transform()],
      path.join(root, 'packages/walkthrough/src/main.ts'),
      ...process.argv.slice(2),
    ],
    {
      allowFailure: true,
      // It writes to us, and we to the terminal.
      env: {
        ...tools.env,
        ...(await demoServiceAccess(path.resolve(values.data))),
        ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
      },
    },
  );
  return code;
});
