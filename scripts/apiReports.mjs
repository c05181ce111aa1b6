/**
 * `npm run api-reports`: writes what other people's code programs against, a report a package (`report.api.md`).
 *
 *   npm run api-reports              writes them anew: the difference is what to tell in the changeset
 *   npm run api-reports -- --check   says which is no longer what the code says
 */
import { parseArgs } from 'node:util';
import { reportApis } from './lib/apiReports.mjs';
import { installDependencies } from './lib/install.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { prepareTools } from './lib/tools.mjs';

await runMain(async () => {
  stopOnSignals();
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  const tools = await prepareTools();
  await installDependencies(tools);
  return (await reportApis(tools, values)) ? 0 : 1;
});
