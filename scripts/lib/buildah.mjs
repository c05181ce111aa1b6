import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onStop, run as runQuietly, stopChild } from './processes.mjs';
import { step } from './report.mjs';

const run = promisify(execFile);

/** Where a program is. */
const onPath = name =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .map(folder => path.join(folder, name))
    .find(existsSync);

/** Debian's buildah: it needs libraries where the system looks for them, and so is installed; undefined where it cannot be had. */
async function ensureBuildah() {
  if (!onPath('buildah') && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = args =>
      runQuietly('apt-get', args, { quiet: true, allowFailure: true, env });
    await step('installing buildah with apt-get', async () => {
      await apt(['update']);
      await apt(['install', '-y', '--no-install-recommends', 'buildah']);
    });
  }
  return onPath('buildah');
}

/** Where layers can lie one over another, no layer is a copy of all that is below it; in a container they often cannot. */
async function storageDriver(folder) {
  const inTrial = name => path.join(folder, 'trial', name);
  for (const name of ['lower', 'upper', 'work', 'merged']) {
    await mkdir(inTrial(name), { recursive: true });
  }
  const layers = ['lower', 'upper', 'work'].map(
    name => `${name}dir=${inTrial(name)}`,
  );
  const mount = ['-t', 'overlay', 'overlay', '-o', layers.join(',')];
  const isMounted = await run('mount', [...mount, inTrial('merged')]).then(
    () => true,
    () => false,
  );
  if (isMounted) await run('umount', [inTrial('merged')]);
  await rm(path.join(folder, 'trial'), { recursive: true });
  return isMounted ? 'overlay' : 'vfs';
}

/** The processes below one, from the top: each thread knows those that it started. */
function descendants(pid) {
  const children = childrenFiles(pid).flatMap(file =>
    textOf(file).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap(child => [child, ...descendants(child)]);
}

function childrenFiles(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).map(
      thread => `/proc/${pid}/task/${thread}/children`,
    );
  } catch {
    return [];
  }
}

/** What a file says; one of a process that is gone says nothing. */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether a process runs that program; one that is gone runs none. */
function runs(pid, program) {
  try {
    return path.basename(readlinkSync(`/proc/${pid}/exe`)) === program;
  } catch {
    return false;
  }
}

/**
 * Every file and folder of an image's root that changed since, except where a root that is read-only has folders that are not.
 *
 * @param since - a time in milliseconds
 */
export async function writtenSince(root, since) {
  const writable = ['tmp', 'proc', 'dev', 'sys', 'run', 'etc'];
  const skipped = writable.flatMap((name, index) => [
    ...(index ? ['-o'] : []),
    ...['-path', `./${name}`],
  ]);
  const { stdout } = await run(
    'find',
    [
      ...['.', '-mindepth', '1', '(', ...skipped, ')', '-prune', '-o'],
      ...['-newerct', `@${since / 1000}`, '-print'],
    ],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout.split('\n').filter(Boolean);
}

/** Builds images and runs them, in a store of its own that is gone with it. It needs root, and no engine. */
export class ImageBuilder {
  #program;
  #folder;
  #env;
  #driver;
  #isKept = false;

  /**
   * @param folder - the store, which then is kept
   * @returns undefined where images cannot be built, and why
   */
  static async start({ folder } = {}) {
    if (process.getuid?.() !== 0) return { why: 'images are built as root' };
    const program = await ensureBuildah();
    if (!program) return { why: "Debian's buildah cannot be had here" };
    const builder = new ImageBuilder();
    builder.#program = program;
    builder.#isKept = folder !== undefined;
    if (folder) await mkdir(folder, { recursive: true });
    builder.#folder =
      folder ?? (await mkdtemp(path.join(tmpdir(), 'countersign-images-')));
    builder.#driver = await storageDriver(builder.#folder);
    const file = name => path.join(builder.#folder, name);
    await writeFile(
      file('policy.json'),
      '{"default":[{"type":"insecureAcceptAnything"}]}',
    );
    await writeFile(
      file('registries.conf'),
      'unqualified-search-registries = []\n',
    );
    builder.#env = {
      ...process.env,
      CONTAINERS_REGISTRIES_CONF: file('registries.conf'),
    };
    return { builder };
  }

  #args([verb, ...rest]) {
    const file = name => path.join(this.#folder, name);
    const policy = ['from', 'commit', 'build'].includes(verb)
      ? ['--signature-policy', file('policy.json')]
      : [];
    return [
      ...['--root', file('root'), '--runroot', file('run')],
      ...['--storage-driver', this.#driver, verb, ...policy, ...rest],
    ];
  }

  /** Runs buildah to its end, and gives what it says. */
  async buildah(...args) {
    const { stdout } = await run(this.#program, this.#args(args), {
      env: this.#env,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  }

  /**
   * An image of this machine's Node with what it needs, and a shell: no registry of images can be reached.
   *
   * @returns its name
   */
  async base() {
    const made = 'localhost/base';
    if (await this.#has(made)) return made;
    const folder = path.join(this.#folder, 'base');
    await rm(folder, { recursive: true, force: true });
    const into = async (file, target) => {
      await mkdir(path.dirname(path.join(folder, target)), { recursive: true });
      await copyFile(file, path.join(folder, target));
    };
    for (const program of [
      process.execPath,
      '/bin/sh',
      '/bin/chown',
      '/bin/mkdir',
    ]) {
      await into(program, path.join('usr/bin', path.basename(program)));
      const { stdout } = await run('ldd', [program]);
      for (const [library] of stdout.matchAll(/\/\S+/g))
        await into(library, library);
    }
    for (const name of ['tmp', 'etc', 'proc', 'dev', 'sys']) {
      await mkdir(path.join(folder, name), { recursive: true });
    }
    await chmod(path.join(folder, 'tmp'), 0o1777);
    await symlink('usr/bin', path.join(folder, 'bin'));
    await writeFile(path.join(folder, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\n');
    const container = await this.buildah('from', 'scratch');
    await this.buildah('add', container, folder, '/');
    await this.buildah('commit', container, made);
    return made;
  }

  /**
   * An image in which packages can be installed and native parts built: node:24-slim, or, where no registry of images can be reached,
   * Debian with this machine's Node, npm and certificates.
   *
   * @returns its name
   */
  async debianBase(tools) {
    const slim = 'docker.io/library/node:24-slim';
    const pulled = await this.buildah('pull', '--quiet', slim).catch(() => {});
    if (pulled) return slim;
    const made = 'localhost/debian';
    if (await this.#has(made)) return made;
    const folder = path.join(this.#folder, 'debian');
    await rm(folder, { recursive: true, force: true });
    const install = ['install', '-y', '--no-install-recommends', 'debootstrap'];
    for (const apt of [['update'], install]) {
      await runQuietly('apt-get', apt, { quiet: true });
    }
    const [, release = 'stable'] =
      /^VERSION_CODENAME=(\w+)/m.exec(
        await readFile('/etc/os-release', 'utf8'),
      ) ?? [];
    await step('making a base of Debian', () =>
      runQuietly('debootstrap', ['--variant=minbase', release, folder], {
        quiet: true,
      }),
    );
    const local = path.join(folder, 'usr/local');
    const node = path.dirname(path.dirname(tools.nodeExecutable));
    for (const part of ['bin', 'include']) {
      await cp(path.join(node, part), path.join(local, part), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    const npm = await realpath(onPath('npm'));
    await cp(path.resolve(npm, '../..'), path.join(local, 'lib/npm'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await rm(path.join(local, 'bin/npm'), { force: true });
    await symlink('../lib/npm/bin/npm-cli.js', path.join(local, 'bin/npm'));
    const certificates = '/usr/local/share/certificates.crt';
    const own = process.env.NODE_EXTRA_CA_CERTS;
    if (own) await copyFile(own, path.join(folder, certificates));
    const container = await this.buildah('from', 'scratch');
    await this.buildah('add', container, folder, '/');
    await this.buildah(
      ...['config', '--env', 'npm_config_nodedir=/usr/local'],
      ...(own ? ['--env', `NODE_EXTRA_CA_CERTS=${certificates}`] : []),
      container,
    );
    await this.buildah('commit', container, made);
    await this.buildah('rm', container);
    await rm(folder, { recursive: true });
    return made;
  }

  /** A copy of the files that Git follows in a folder, as they are there now: nothing else belongs into an image. */
  async copyOfTracked(folder) {
    const copy = path.join(this.#folder, 'context');
    await rm(copy, { recursive: true, force: true });
    const list = async (...flags) => {
      const { stdout } = await run('git', ['ls-files', '-z', ...flags], {
        cwd: folder,
        maxBuffer: 64 * 1024 * 1024,
      });
      return new Set(stdout.split('\0').filter(Boolean));
    };
    const tracked = await list();
    for (const file of tracked.difference(await list('--deleted'))) {
      const to = path.join(copy, file);
      await mkdir(path.dirname(to), { recursive: true });
      await cp(path.join(folder, file), to, {
        preserveTimestamps: true,
        verbatimSymlinks: true,
      });
    }
    return copy;
  }

  #has(image) {
    return this.buildah('images', '--quiet', image).then(Boolean, () => false);
  }

  /**
   * Builds an image over that base, and gives what it says of itself.
   *
   * @param options.isShown - whether one sees how far it is
   */
  async build(name, { dockerfile, context, base, isShown = false }) {
    const args = [
      ...['build', '--isolation', 'chroot', '--format', 'docker'],
      // What was built up to a step that failed is there for the next attempt.
      ...(this.#isKept ? ['--layers'] : []),
      ...['--build-arg', `BASE=${base}`, '--file', dockerfile],
      ...['--tag', `localhost/${name}`, context],
    ];
    await runQuietly(this.#program, this.#args(args), {
      env: this.#env,
      quiet: !isShown,
      what: `building the image ${name}`,
    });
    const container = await this.buildah('from', `localhost/${name}`);
    const { Docker } = JSON.parse(await this.buildah('inspect', container));
    return {
      container,
      config: Docker.config,
      root: await this.buildah('mount', container),
    };
  }

  /**
   * Starts a command in a container, as the image's user, and with the network of this machine.
   *
   * @param volumes - where files of this machine are seen, to be read
   */
  start(container, command, env = {}, volumes = {}) {
    const variables = Object.entries(env).flatMap(([name, value]) => [
      '--env',
      `${name}=${value}`,
    ]);
    const mounts = Object.entries(volumes).flatMap(([from, to]) => [
      '--volume',
      `${from}:${to}:ro`,
    ]);
    const args = [
      ...['run', '--isolation', 'chroot'],
      ...[...variables, ...mounts, container],
    ];
    const child = spawn(
      this.#program,
      this.#args([...args, '--', ...command]),
      {
        env: this.#env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const stop = onStop(() => stopChild(child));
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => (said += text));
    }
    const ended = new Promise(resolve => {
      child.once('close', code => resolve({ code, said }));
    });
    return {
      ended,
      said: () => said,
      /** Sends a signal to what runs that program in the container, and not to what started it. */
      signal(name, program) {
        const pid = descendants(child.pid).find(below => runs(below, program));
        if (pid === undefined) throw new Error(`No ${program} runs`);
        process.kill(pid, name);
      },
      async stop() {
        await stop();
        return ended;
      },
    };
  }

  /** Removes the containers, and the store with whatever is in it, unless it is kept. */
  async dispose() {
    await this.buildah('rm', '--all').catch(() => {});
    if (this.#isKept) return;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
