/** The images of what is one file, built and started over a base of this machine's own. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ImageBuilder, writtenSince } from '../lib/buildah.mjs';
import { buildCli } from '../lib/build.mjs';
import { root } from '../lib/paths.mjs';
import { findFreePort } from '../lib/ports.mjs';
import { startEmbeddedPostgres } from '../lib/postgres.mjs';
import { stopAll } from '../lib/processes.mjs';
import { packagesOfSbom, writeSbom } from '../lib/sbom.mjs';
import { prepareTools } from '../lib/tools.mjs';
import { temporaryFolder } from './support.mjs';

let builder;
let why;
let base;
let tools;
before(async () => {
  tools = await prepareTools();
  ({ builder, why } = await ImageBuilder.start());
  base = await builder?.base();
});
after(() => builder?.dispose());

const sbom = name =>
  writeSbom(
    tools,
    `@countersign/${name}`,
    path.join(root, 'packages', name, 'dist/sbom.cdx.json'),
  );

async function bundle(name) {
  execFileSync(tools.nodeExecutable, ['build.mjs'], {
    cwd: path.join(root, 'packages', name),
  });
  await sbom(name);
}

/** The packages that esbuild says a file was made of. */
const bundled = file =>
  new Set(
    Array.from(
      readFileSync(file, 'utf8').matchAll(
        /^\s*\/\/ (?:\.\.\/)+((?:\S*\/)?node_modules\/(?:@[^/\s]+\/)?[^/\s]+)\/\S+$/gm,
      ),
      ([, folder]) => {
        const { name, version } = JSON.parse(
          readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
        );
        return `${name}@${version}`;
      },
    ),
  );

/** What a bundle is made of is in the bill that lies beside it. */
async function assertBilled(folder, name) {
  const made = bundled(path.join(folder, `${name}.cjs`));
  assert.ok(made.size > 3, `${name} is made of ${made.size} packages`);
  const billed = await packagesOfSbom(path.join(folder, 'sbom.cdx.json'));
  assert.deepEqual([...made.difference(billed)], []);
}

/** Waits as long as the container runs. */
async function until(holds, running) {
  let over = false;
  running.ended.then(() => (over = true));
  const patience = AbortSignal.timeout(60_000);
  while (!(await holds())) {
    if (over || patience.aborted) assert.fail(running.said());
    await delay(100);
  }
}

const answers = (url, status) => async () =>
  (await fetch(url).catch(() => undefined))?.status === status;

/** What the image's own check of its health ends with. */
async function healthy({ container, config }, env) {
  const [kind, ...command] = config.Healthcheck.Test;
  assert.equal(kind, 'CMD');
  return (await builder.start(container, command, env).ended).code;
}

test('the customer engagement API serves as nobody, says that it is well, and writes nothing', async t => {
  if (!builder) return t.skip(why);
  await bundle('customer-engagement-api');
  const context = path.join(root, 'packages/customer-engagement-api');
  const image = await builder.build('customer-engagement-api', {
    dockerfile: path.join(context, 'Dockerfile'),
    ...{ context, base },
  });
  assert.equal(image.config.User, '65534:65534');
  await assertBilled(path.join(image.root, 'srv'), 'customer-engagement-api');
  const server = await startEmbeddedPostgres(tools, { ephemeral: true });
  const superuser = new URL(server.superuserUrl);
  const port = await findFreePort();
  const began = Date.now();
  const env = {
    PORT: port,
    HOST: '127.0.0.1',
    PGHOST: server.host,
    PGPORT: server.port,
    PGUSER: superuser.username,
    PGPASSWORD: superuser.password,
    PGDATABASE: 'postgres',
  };
  const running = builder.start(image.container, image.config.Cmd, env);
  try {
    await until(answers(`http://127.0.0.1:${port}/health`, 200), running);
    assert.equal(await healthy(image, env), 0);
    const other = { ...env, PORT: await findFreePort() };
    assert.equal(await healthy(image, other), 1);
  } finally {
    await running.stop();
    await server.stop();
  }
  assert.deepEqual(await writtenSince(image.root, began), []);
});

test('the alert handler answers a push as nobody, and writes nothing', async t => {
  if (!builder) return t.skip(why);
  await bundle('alert-handler');
  const context = path.join(root, 'packages/alert-handler');
  const image = await builder.build('alert-handler', {
    dockerfile: path.join(context, 'Dockerfile'),
    ...{ context, base },
  });
  assert.equal(image.config.User, '65534:65534');
  await assertBilled(path.join(image.root, 'srv'), 'alert-handler');
  const port = await findFreePort();
  const began = Date.now();
  const env = {
    PORT: port,
    INTAKE_URL: `http://127.0.0.1:${await findFreePort()}/intake`,
    INTAKE_TOKEN: 'a-token-of-this-test',
  };
  const running = builder.start(image.container, image.config.Cmd, env);
  try {
    const address = `http://127.0.0.1:${port}/projects/p/topics/alerts`;
    await until(async () => (await healthy(image, env)) === 0, running);
    const message = {
      data: Buffer.from('{}').toString('base64'),
      messageId: '1',
    };
    const response = await fetch(address, {
      method: 'POST',
      body: JSON.stringify({ message, subscription: 's' }),
      headers: { 'Content-Type': 'application/json' },
    });
    // Nobody listens where it hands on: Pub/Sub is to send it again.
    assert.equal(response.status, 500);
    await until(() => /"outcome":"later"/.test(running.said()), running);
  } finally {
    await running.stop();
  }
  assert.deepEqual(await writtenSince(image.root, began), []);
});

test('the report job runs the command line as no root', async t => {
  if (!builder) return t.skip(why);
  await buildCli(tools);
  await sbom('cli');
  const image = await builder.build('report-job', {
    dockerfile: path.join(root, 'deploy/cli/Dockerfile'),
    ...{ context: root, base },
  });
  assert.equal(image.config.User, '1000:1000');
  const command = [...image.config.Entrypoint, ...image.config.Cmd];
  const { code, said } = await builder.start(image.container, command).ended;
  assert.equal(code, 0, said);
  assert.match(said, /Usage: countersign/);
  const billed = await packagesOfSbom(
    path.join(image.root, 'usr/local/lib/sbom.cdx.json'),
  );
  assert.ok([...billed].some(name => name.startsWith('@zip.js/zip.js@')));
});

test('an image is built of what Git follows, as it is there now', async t => {
  if (!builder) return t.skip(why);
  const folder = await temporaryFolder(t);
  const git = (...args) => execFileSync('git', args, { cwd: folder });
  const write = (name, text) => writeFile(path.join(folder, name), text);
  git('init', '--quiet');
  for (const name of ['kept', 'changed', 'deleted']) await write(name, 'once');
  git('add', '.');
  await write('changed', 'now');
  await write('unknown', '');
  await rm(path.join(folder, 'deleted'));
  const copy = await builder.copyOfTracked(folder);
  const read = name => readFileSync(path.join(copy, name), 'utf8');
  assert.deepEqual(globSync('*', { cwd: copy }).sort(), ['changed', 'kept']);
  assert.deepEqual(['changed', 'kept'].map(read), ['now', 'once']);
});

test(
  'what runs in a container ends with the script that started it',
  { timeout: 120_000 },
  async t => {
    if (!builder) return t.skip(why);
    const container = await builder.buildah('from', base);
    const stays = 'console.log("up"); setInterval(() => {}, 1_000)';
    const running = builder.start(container, ['node', '-e', stays]);
    try {
      await until(() => running.said().includes('up'), running);
      await stopAll();
      const nothing = delay(5_000, 'it runs on', { ref: false });
      const end = await Promise.race([running.ended, nothing]);
      assert.notEqual(end, 'it runs on');
    } finally {
      await running.stop();
    }
  },
);

test('every image is of a base that is given, runs as no root, and says how it is healthy', () => {
  const dockerfiles = globSync(
    ['deploy/*/Dockerfile', 'packages/*/Dockerfile'],
    { cwd: root },
  );
  assert.equal(dockerfiles.length, 4);
  for (const file of dockerfiles) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.match(text, /^ARG BASE=node:24-slim$/m, file);
    const bases = Array.from(
      text.matchAll(/^FROM (\S+)/gm),
      ([, from]) => from,
    );
    assert.deepEqual([...new Set(bases)], ['${BASE}'], file);
    assert.match(
      text.slice(text.lastIndexOf('FROM ')),
      /^USER [1-9]\d*:[1-9]\d*$/m,
      file,
    );
    assert.match(text, /^HEALTHCHECK /m, file);
    assert.doesNotMatch(text, /^ADD |--privileged|^USER root/m, file);
  }
});
