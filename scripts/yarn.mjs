/**
 * `npm run yarn -- install`: Yarn as the other commands use it, for whoever has none: after a change of dependencies, or
 * for a package that is new.
 */
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { prepareTools } from './lib/tools.mjs';

await runMain(async () => {
  stopOnSignals();
  const tools = await prepareTools();
  const { code } = await tools.yarn(process.argv.slice(2), {
    allowFailure: true,
  });
  return code;
});
