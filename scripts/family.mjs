/**
 * `npm run family`: the family as somebody else gets it.
 *
 *   npm run family -- pack    builds and packs every package that is published, and checks the packs
 */
import { parseArgs } from 'node:util';
import { problemsOfPacks } from './lib/family/check.mjs';
import { packFamily } from './lib/family/pack.mjs';
import { installDependencies } from './lib/install.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { say, UserError } from './lib/report.mjs';
import { prepareTools } from './lib/tools.mjs';

async function pack(tools) {
  const packs = await packFamily(tools);
  const problems = await problemsOfPacks(packs);
  problems.forEach(problem => say(`✗ ${problem}`));
  say(`${packs.length} packs, ${problems.length} problems`);
  return problems.length ? 1 : 0;
}

const commands = { pack };

await runMain(async () => {
  stopOnSignals();
  const { positionals } = parseArgs({ allowPositionals: true });
  const [name = 'pack'] = positionals;
  if (!commands[name]) {
    throw new UserError(
      `There is no "${name}"; there is ${Object.keys(commands).join(', ')}`,
    );
  }
  const tools = await prepareTools();
  await installDependencies(tools);
  return commands[name](tools);
});
