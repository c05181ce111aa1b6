import {
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { toolsDir } from '../paths.mjs';
import { configArgs, startPortal } from '../portal.mjs';
import { step } from '../report.mjs';
import { digestFiles, filesBelow, unlessStamped } from '../stamps.mjs';
import { inStockApp } from './stockApp.mjs';

/** The stock backend without its line of a module, which is told by the end of its name. */
function withoutModule(text, name) {
  const line = new RegExp(
    `backend\\.add\\(\\s*import\\('[^']*${name}'\\),?\\s*\\);\\n`,
  );
  if (!line.test(text)) throw new Error(`The stock app has no ${name}`);
  return text.replace(line, '');
}

/** The backend of the app with the lines of the guide in it, in a file of its own beside the stock one. */
async function writeBackend(folder, name, { lines, without }) {
  const stock = path.join(folder, 'packages/backend/src/index.ts.stock');
  const whole = await readFile(stock, 'utf8');
  const text = without ? withoutModule(whole, without) : whole;
  const file = path.join(folder, `packages/backend/src/index-${name}.ts`);
  await writeFile(
    file,
    text.replace('backend.start();', `${lines.join('\n')}\n\nbackend.start();`),
  );
  return path.relative(path.join(folder, 'packages/backend'), file);
}

/**
 * Builds the pages of a stock app, when what is in it or its configuration is another, and puts them where its backend
 * looks for them. A build is kept for each name, so that one that is wanted again is not made again.
 *
 * @param options.name - of these pages among those of the app
 * @param options.config - configuration over the app's own, which decides what of the installed packages is found
 */
export async function buildStockApp(tools, folder, { name, config }) {
  const dist = path.join(folder, 'packages/app/dist');
  const kept = path.join(folder, 'packages/app', `dist-${name}`);
  const file = path.join(folder, 'app-config.build.yaml');
  const digest = await digestFiles(
    [
      ...(await filesBelow(path.join(folder, 'packages/app/src'))),
      ...['packages/app/package.json', 'yarn.lock'].map(each =>
        path.join(folder, each),
      ),
    ],
    JSON.stringify(config),
  );
  await rm(dist, { recursive: true, force: true });
  await unlessStamped(
    `${path.basename(folder)}-stock-pages-${name}`,
    { digest, outcome: path.join(kept, 'index.html') },
    () =>
      step(`building the pages of the stock app (${name})`, async () => {
        await rm(kept, { recursive: true, force: true });
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
        await rename(dist, kept);
      }),
  );
  await symlink(kept, dist, 'junction');
}

/**
 * Starts a stock app with the lines of the guide, pages and backend on one port.
 *
 * @param options.name - of this way to run it: its files are called by it
 * @param options.lines - `backend.add(…)` of what is ours
 * @param options.without - the end of the name of a stock module to leave out
 * @param options.config - over the app's `app-config.yaml`
 * @param options.env - what the configuration names
 * @param options.url - its address, where another than its port has it
 * @returns what `startPortal` gives
 */
export async function startStockPortal(tools, folder, options) {
  const { name, port, config, env = {}, logFile } = options;
  const url = options.url ?? `http://localhost:${port}`;
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
  const entry = await writeBackend(folder, name, options);
  const transform = createRequire(path.join(folder, 'package.json')).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  );
  const portal = await startPortal(tools, {
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
  return { ...portal, url };
}
