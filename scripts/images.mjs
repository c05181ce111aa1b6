/**
 * `npm run images`: builds the image of the portal, and starts it with its configuration for Google Cloud on a PostgreSQL of its own,
 * as nobody. The images that are one file are built and started in `npm test`. It needs Debian's buildah, and root.
 *
 *   npm run images                             over node:24-slim, or over a base made here where no registry of images can be reached
 *   npm run images -- --base localhost/node    over another base
 *   npm run images -- --store /var/tmp/images  keeps what was built there, for the next time
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ImageBuilder } from './lib/buildah.mjs';
import { installDependencies } from './lib/install.mjs';
import { tryPortalImage } from './lib/portalImage.mjs';
import { onStop, runMain, stopOnSignals } from './lib/processes.mjs';
import { root } from './lib/paths.mjs';
import { say, step, UserError } from './lib/report.mjs';
import { prepareTools } from './lib/tools.mjs';

await runMain(async () => {
  stopOnSignals();
  const { values } = parseArgs({
    options: { base: { type: 'string' }, store: { type: 'string' } },
  });
  const tools = await prepareTools();
  await installDependencies(tools);
  const { builder, why } = await ImageBuilder.start({
    folder: values.store && path.resolve(values.store),
  });
  if (!builder) throw new UserError(`No image can be built: ${why}`);
  onStop(() => builder.dispose());
  const base = values.base ?? (await builder.debianBase(tools));
  say(`· building the portal over ${base}`);
  const image = await builder.build('portal', {
    dockerfile: path.join(root, 'deploy/portal/Dockerfile'),
    context: await builder.copyOfTracked(root),
    base,
    isShown: true,
  });
  const found = await step('starting it', () =>
    tryPortalImage(tools, builder, image),
  );
  found.said.forEach(line => say(`  ${line}`));
  found.problems.forEach(problem => say(`✗ ${problem}`));
  await builder.dispose();
  return found.problems.length ? 1 : 0;
});
