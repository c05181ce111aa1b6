import path from 'node:path';
import { publishedPackages, placeOf } from './family/packages.mjs';
import { root } from './paths.mjs';
import { step } from './report.mjs';
import { bring } from './tools.mjs';

const REPO_TOOLS_VERSION = '0.19.1';

/**
 * What is not told in a report. That a type stands in a source, as those of a workspace do, would be told with the path of
 * this machine, and only of the package that comes to it first.
 */
const beside = [
  'ae-undocumented',
  'ae-missing-release-tag',
  'ae-wrong-input-file-type',
];

/**
 * The packages that other people's code programs against: services and extension points of the areas, of the ledger and
 * of the CMDB. Of the others only what Backstage loads is used, and their reports would be as long as their code; so would
 * that of what areas are made from.
 */
export async function reportedPackages() {
  const packages = await publishedPackages();
  return packages
    .filter(({ manifest: { name } }) =>
      /^@countersign\/plugin-(?!governance-).+-node$/.test(name),
    )
    .map(({ folder }) => placeOf(folder));
}

/**
 * Writes the reports of these packages from their types, which `yarn tsc` writes.
 *
 * @param options.check - writes none, and fails where one is another
 * @returns whether they are as the code is
 */
export async function reportApis(tools, { check = false } = {}) {
  const reporter = await bring(
    '@backstage/repo-tools',
    REPO_TOOLS_VERSION,
    "Backstage's repo-tools",
  );
  await step('writing the types', () =>
    tools.yarn(['tsc'], { quiet: true, what: 'The types' }),
  );
  const places = await reportedPackages();
  const { code } = await step(
    `${check ? 'checking' : 'writing'} ${places.length} API reports`,
    () =>
      tools.node(
        [
          path.join(reporter, 'bin/backstage-repo-tools'),
          ...['api-reports', ...(check ? ['--ci'] : [])],
          '--allow-all-warnings',
          ...['--omit-messages', beside.join(',')],
          ...places,
        ],
        { cwd: root, allowFailure: true },
      ),
    ({ code: ended }) => ended === 0,
  );
  return code === 0;
}
