const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '../../..');

/** Runs the `src/setupTests.ts` of the package whose test this is, as Backstage's configuration of that package would. */
const { testPath } = expect.getState();
const [group, name] = path.relative(root, testPath).split(path.sep);
const setup = path.join(root, group, name, 'src/setupTests.ts');
if (existsSync(setup)) require(setup);
