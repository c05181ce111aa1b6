import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { toolsDir } from '../paths.mjs';
import { configArgs, startPortal } from '../portal.mjs';
import { step } from '../report.mjs';
import { digestFiles, unlessStamped } from '../stamps.mjs';
import { inStockApp } from './stockApp.mjs';

/** The backend of the app with the lines of the guide in it, in a file of its own beside the stock one. */
async function writeBackend(folder, name, lines) {
  const stock = path.join(folder, 'packages/backend/src/index.ts.stock');
  const text = await readFile(stock, 'utf8');
  const file = path.join(folder, `packages/backend/src/index-${name}.ts`);
  await writeFile(
    file,
    text.replace('backend.start();', `${lines.join('\n')}\n\nbackend.start();`),
  );
  return path.relative(path.join(folder, 'packages/backend'), file);
}

/**
 * Builds the pages of a stock app, when what is in it or its configuration is another.
 *
 * @param options.config - configuration over the app's own, which decides what of the installed packages is found
 */
export async function buildStockApp(tools, folder, { config }) {
  const dist = path.join(folder, 'packages/app/dist');
  const file = path.join(folder, 'app-config.build.yaml');
  const digest = await digestFiles(
    ['app', 'backend']
      .map(name => path.join(folder, 'packages', name, 'package.json'))
      .concat(path.join(folder, 'yarn.lock')),
    JSON.stringify(config),
  );
  await unlessStamped(
    `${path.basename(folder)}-stock-pages`,
    { digest, outcome: path.join(dist, 'index.html') },
    () =>
      step('building the pages of the stock app', async () => {
        await rm(dist, { recursive: true, force: true });
        await writeFile(file, JSON.stringify(config));
        await inStockApp(
          tools,
          folder,
          [
            ...['package', 'build'],
            ...configArgs(folder, ['app-config.yaml', file]),
          ],
          {
            quiet: true,
            cwd: path.join(folder, 'packages/app'),
            what: 'The build of the stock app',
          },
        );
      }),
  );
}

/**
 * Starts a stock app with the lines of the guide, pages and backend on one port.
 *
 * @param options.name - of this way to run it: its files are called by it
 * @param options.lines - `backend.add(…)` of what is ours
 * @param options.config - over the app's `app-config.yaml`
 * @param options.env - what the configuration names
 * @returns what `startPortal` gives
 */
export async function startStockPortal(tools, folder, options) {
  const { name, lines, port, config, env = {}, logFile } = options;
  const url = `http://localhost:${port}`;
  const runs = path.join(toolsDir, 'stock/runs');
  await mkdir(runs, { recursive: true });
  const configFile = path.join(runs, `${name}.yaml`);
  await writeFile(
    configFile,
    JSON.stringify({
      ...config,
      app: { baseUrl: url, ...config.app },
      backend: {
        baseUrl: url,
        listen: { port, host: '127.0.0.1' },
        ...config.backend,
      },
    }),
  );
  const entry = await writeBackend(folder, name, lines);
  const transform = createRequire(path.join(folder, 'package.json')).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  );
  return startPortal(tools, {
    port,
    // As `yarn start` has it, which is where guests may sign in.
    env: { NODE_ENV: 'development', ...env },
    logFile,
    program: {
      cwd: path.join(folder, 'packages/backend'),
      args: [
        ...['--require', transform, entry],
        ...configArgs(folder, ['app-config.yaml', configFile]),
      ],
    },
  });
}
