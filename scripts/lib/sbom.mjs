import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { bring } from './tools.mjs';

/**
 * Writes what a workspace is made of in production into a file: each package that is installed for it, with its version, license and
 * where it comes from, as CycloneDX. What is the same gives the same bytes.
 */
export async function writeSbom(tools, workspace, file) {
  const plugin = await bring(
    '@cyclonedx/yarn-plugin-cyclonedx',
    '3.4.0',
    "CycloneDX's plugin of Yarn",
  );
  await tools.yarn(
    [
      ...['workspace', workspace, 'cyclonedx', '--production'],
      ...['--output-reproducible', '--output-file', path.resolve(file)],
    ],
    {
      quiet: true,
      what: `the bill of materials of ${workspace}`,
      env: {
        ...tools.env,
        YARN_PLUGINS: path.join(plugin, 'yarn-plugin-cyclonedx.cjs'),
      },
    },
  );
}

/** The packages that a bill of materials names, as `name@version`. */
export async function packagesOfSbom(file) {
  const { bomFormat, components } = JSON.parse(await readFile(file, 'utf8'));
  if (bomFormat !== 'CycloneDX') throw new Error(`${file} is no CycloneDX`);
  return new Set(
    components.map(({ group, name, version }) =>
      [group, `${name}@${version}`].filter(Boolean).join('/'),
    ),
  );
}
