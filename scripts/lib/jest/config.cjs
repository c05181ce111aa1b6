const path = require('node:path');

/** Jest's configuration of each package, as Backstage makes it: a promise. */
const ofPackages = require('@backstage/cli/config/jest');

const root = path.resolve(__dirname, '../../..');

/** What two packages may differ in and still be tested alike. */
function alike({ rootDir, displayName, setupFilesAfterEnv, ...rest }) {
  // Pages bring their own `src/setupTests.ts`, which `setupOfPackage.cjs` finds; whatever else is set up is shared.
  const others = setupFilesAfterEnv.filter(
    file => file !== '<rootDir>/setupTests.ts',
  );
  return { ...rest, setupFilesAfterEnv: others };
}

/**
 * One Jest project for all packages that are tested alike, where Backstage makes one for each package: within a project,
 * Jest keeps what it has found and transformed from one file of tests to the next.
 */
async function sharedProjects() {
  const { projects, ...ofAll } = await ofPackages;
  const groups = new Map();
  for (const project of projects) {
    const key = JSON.stringify(alike(project));
    groups.set(key, [...(groups.get(key) ?? []), project]);
  }
  return {
    ...ofAll,
    projects: [...groups.values()].map(group => {
      const { setupFilesAfterEnv, ...shared } = alike(group[0]);
      return {
        ...shared,
        rootDir: root,
        roots: group.map(({ rootDir }) => rootDir),
        runtime: require.resolve('./runtime.cjs'),
        setupFilesAfterEnv: [
          ...setupFilesAfterEnv,
          require.resolve('./setupOfPackage.cjs'),
        ],
      };
    }),
  };
}

module.exports = sharedProjects();
