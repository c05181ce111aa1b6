import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { requireFreeSpace } from './disk.mjs';
import { root, toolsDir } from './paths.mjs';
import { run } from './processes.mjs';
import { step } from './report.mjs';

const NODE_VERSION = '24.21.0';
const YARN_VERSION = '4.18.1';
const SUPPORTED_NODE = [22, 24];

/** Installs one npm package, at one version, in a folder of its own. Resolves to where it is. */
export async function bring(name, version, title) {
  const dir = path.join(
    toolsDir,
    `${name.replace(/^@/, '').replace('/', '-')}-${version}`,
  );
  const done = path.join(dir, '.complete');
  if (!existsSync(done)) {
    await step(`bringing ${title} ${version} from npm`, async () => {
      await requireFreeSpace(dir, 300, title);
      await mkdir(dir, { recursive: true });
      await writeFile(path.join(dir, 'package.json'), '{ "private": true }\n');
      const args = [
        ...['install', `${name}@${version}`, '--prefix', dir],
        '--save-exact',
        ...['--no-audit', '--no-fund', '--loglevel=error'],
        // The packages' install scripts put the binary in its place.
        '--ignore-scripts=false',
      ];
      await npm(args, title);
      await writeFile(done, '');
    });
  }
  return path.join(dir, 'node_modules', ...name.split('/'));
}

/** npm starts us by `npm start`, and then says where it is; otherwise it is on the path. */
async function npm(args, title) {
  const cli = process.env.npm_execpath;
  const byNode = cli && /npm-cli\.c?js$/.test(cli);
  await run(byNode ? process.execPath : 'npm', byNode ? [cli, ...args] : args, {
    quiet: true,
    cwd: toolsDir,
    what: `npm install of ${title}`,
  });
}

/**
 * A Node that Backstage runs on: this one, or a pinned one from npm.
 *
 * @returns its executable and, where they are known, the folder with its headers, which native modules are built with
 */
async function ensureNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (SUPPORTED_NODE.includes(major)) {
    return describeNode(process.execPath);
  }
  const pkg = await bring('node', NODE_VERSION, 'Node');
  // The package fetches the distribution for this platform, next to itself or below itself.
  const executable = [
    ...platformPackages().flatMap(name => [
      path.join(pkg, 'node_modules', name, 'bin/node'),
      path.join(pkg, '..', name, 'bin/node'),
    ]),
    path.join(pkg, 'bin/node'),
  ].find(existsSync);
  return describeNode(executable);
}

function platformPackages() {
  const { platform, arch } = process;
  return [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`];
}

function describeNode(executable) {
  const home = path.resolve(path.dirname(executable), '..');
  const headers = existsSync(path.join(home, 'include/node/node_version.h'));
  return { executable, nodedir: headers ? home : undefined };
}

/** Yarn's one file. There is no Yarn on a machine that has only npm. */
async function ensureYarn() {
  const pkg = await bring('@yarnpkg/cli-dist', YARN_VERSION, 'Yarn');
  return path.join(pkg, 'bin/yarn.js');
}

/**
 * The environment every child gets: the right Node first on the path, its headers for native builds (a user's `.npmrc`
 * may name those of another Node), and no probing of cloud metadata servers.
 */
function toolEnvironment(node) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_(?!config_(registry|proxy|https_proxy|cafile))/i.test(name)) {
      delete env[name];
    }
  }
  return {
    ...env,
    PATH: [path.dirname(node.executable), env.PATH].join(path.delimiter),
    METADATA_SERVER_DETECTION: env.METADATA_SERVER_DETECTION ?? 'none',
    YARN_ENABLE_TELEMETRY: '0',
    // The same thousands of modules are loaded by a dozen processes in turn: half of that is to compile them.
    NODE_COMPILE_CACHE:
      env.NODE_COMPILE_CACHE ?? path.join(toolsDir, 'compile-cache'),
    ...(node.nodedir && { npm_config_nodedir: node.nodedir }),
  };
}

/** Brings the tools, and gives ways to run them. */
export async function prepareTools() {
  await mkdir(toolsDir, { recursive: true });
  const node = await ensureNode();
  const yarnFile = await ensureYarn();
  const env = toolEnvironment(node);
  return {
    env,
    nodeExecutable: node.executable,
    yarnFile,
    /** Runs a file, or options and a file, under the right Node. */
    node: (args, options = {}) =>
      run(node.executable, args, { env, ...options }),
    yarn: (args, options = {}) =>
      run(node.executable, [yarnFile, ...args], { env, ...options }),
  };
}

/** Resolves a module as the named package of the workspace would; only once dependencies are installed. */
export function requireFrom(packageFolder) {
  return createRequire(path.join(packageFolder, 'package.json'));
}

/** What turns TypeScript into JavaScript as Node loads it: the same as `backstage-cli package start` uses. */
export function transform() {
  return requireFrom(root).resolve('@backstage/cli/config/nodeTransform.cjs');
}
