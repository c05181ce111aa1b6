import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { run as runQuietly } from './processes.mjs';
import { step } from './report.mjs';

const run = promisify(execFile);

/** Debian's buildah: it needs libraries where the system looks for them, and so is installed; undefined where it cannot be had. */
async function ensureBuildah() {
  const find = () =>
    (process.env.PATH ?? '')
      .split(path.delimiter)
      .map(folder => path.join(folder, 'buildah'))
      .find(existsSync);
  if (!find() && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = args =>
      runQuietly('apt-get', args, { quiet: true, allowFailure: true, env });
    await step('installing buildah with apt-get', async () => {
      await apt(['update']);
      await apt(['install', '-y', '--no-install-recommends', 'buildah']);
    });
  }
  return find();
}

/** Builds images and runs them, in a store of its own that is gone with it. It needs root, and no engine. */
export class ImageBuilder {
  #program;
  #folder;
  #env;

  /** @returns undefined where images cannot be built, and why */
  static async start() {
    if (process.getuid?.() !== 0) return { why: 'images are built as root' };
    const program = await ensureBuildah();
    if (!program) return { why: "Debian's buildah cannot be had here" };
    const builder = new ImageBuilder();
    builder.#program = program;
    builder.#folder = await mkdtemp(path.join(tmpdir(), 'countersign-images-'));
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
      ...['--storage-driver', 'vfs', verb, ...policy, ...rest],
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
    const folder = path.join(this.#folder, 'base');
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
    await this.buildah('commit', container, 'localhost/base');
    return 'localhost/base';
  }

  /** Builds an image over that base, and gives what it says of itself. */
  async build(name, { dockerfile, context, base }) {
    await this.buildah(
      ...['build', '--isolation', 'chroot', '--format', 'docker'],
      ...['--build-arg', `BASE=${base}`, '--file', dockerfile],
      ...['--tag', `localhost/${name}`, context],
    );
    const container = await this.buildah('from', `localhost/${name}`);
    const { Docker } = JSON.parse(await this.buildah('inspect', container));
    return {
      container,
      config: Docker.config,
      root: await this.buildah('mount', container),
    };
  }

  /** Starts a command in a container, as the image's user, and with the network of this machine. */
  start(container, command, env = {}) {
    const variables = Object.entries(env).flatMap(([name, value]) => [
      '--env',
      `${name}=${value}`,
    ]);
    const args = ['run', '--isolation', 'chroot', ...variables, container];
    const child = spawn(
      this.#program,
      this.#args([...args, '--', ...command]),
      {
        env: this.#env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
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
      stop() {
        if (child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
        return ended;
      },
    };
  }

  /** Removes the store, whatever is in it. */
  async dispose() {
    await this.buildah('rm', '--all').catch(() => {});
    await rm(this.#folder, { recursive: true, force: true });
  }
}
