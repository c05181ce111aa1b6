/**
 * `npm run sbom -- <workspace> <file>`: writes the bill of materials of a workspace, as CycloneDX. Its image holds the file, for a bundle
 * does not say what it was made of.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installDependencies } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { UserError } from './lib/report.mjs';
import { writeSbom } from './lib/sbom.mjs';
import { prepareTools } from './lib/tools.mjs';

await runMain(async () => {
  stopOnSignals();
  const [workspace, file] = process.argv.slice(2);
  if (!file) {
    throw new UserError(
      'Name a workspace and a file, as in: npm run sbom -- backend sbom.cdx.json',
    );
  }
  const tools = await prepareTools();
  // Yarn writes it last: what is installed is not gone through again.
  if (!existsSync(path.join(root, 'node_modules/.yarn-state.yml'))) {
    await installDependencies(tools);
  }
  await writeSbom(tools, workspace, file);
});
