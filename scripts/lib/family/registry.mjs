import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { onStop } from '../processes.mjs';
import { digestFiles, filesBelow } from '../stamps.mjs';

/**
 * The version a pack gets here. A package manager keeps what it has once downloaded of a version: what changed needs
 * another one, which the ranges of its sisters still take.
 */
async function versionOf({ content }, { version }) {
  const digest = await digestFiles(await filesBelow(content));
  return version.replace(/\d+$/, String(parseInt(digest.slice(0, 8), 16)));
}

/** What an npm registry says of a package with one version. */
function describe({ manifest, version, tarball, url }) {
  const sha512 = createHash('sha512').update(tarball).digest('base64');
  return {
    name: manifest.name,
    'dist-tags': { latest: version },
    // Some package managers take nothing that is younger than some days.
    time: { [version]: '2026-01-01T00:00:00.000Z' },
    versions: {
      [version]: {
        ...manifest,
        version,
        dist: {
          tarball: `${url}/${manifest.name}/-/${path.basename(
            manifest.name,
          )}-${version}.tgz`,
          integrity: `sha512-${sha512}`,
          shasum: createHash('sha1').update(tarball).digest('hex'),
        },
      },
    },
  };
}

/** The versions under which `startRegistry` offers the packs, by name. */
export async function versionsOf(packs) {
  const all = await Promise.all(
    packs.map(async pack => {
      const file = path.join(pack.content, 'package.json');
      const manifest = JSON.parse(await readFile(file, 'utf8'));
      return [pack.name, await versionOf(pack, manifest)];
    }),
  );
  return Object.fromEntries(all);
}

/**
 * An npm registry of the packs, on the loopback interface: what a guide says of installing works here to the letter.
 *
 * @param packs - what `packFamily` made
 * @returns `{ url, stop }`
 */
export async function startRegistry(packs, { port = 0 } = {}) {
  const versions = await versionsOf(packs);
  const byName = new Map(packs.map(pack => [pack.name, pack]));
  const server = createServer(async (request, response) => {
    const [name, file] = decodeURIComponent(request.url.slice(1)).split('/-/');
    const pack = byName.get(name);
    if (!pack) {
      response.writeHead(404).end('{}');
      return;
    }
    const tarball = await readFile(pack.tarball);
    if (file) {
      response
        .writeHead(200, { 'content-type': 'application/octet-stream' })
        .end(tarball);
      return;
    }
    const manifest = JSON.parse(
      await readFile(path.join(pack.content, 'package.json'), 'utf8'),
    );
    const url = `http://127.0.0.1:${server.address().port}`;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(
        JSON.stringify(
          describe({ manifest, version: versions[name], tarball, url }),
        ),
      );
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const stop = onStop(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
