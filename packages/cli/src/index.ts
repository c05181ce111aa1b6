/**
 * `countersign`: submit changes, ask the gate, report deployments and verify evidence, from one file.
 *
 * @packageDocumentation
 */

import { run } from './run';

run(process.argv).then(code => {
  // Not `process.exit`, which would cut off what is still to be written to a pipe.
  process.exitCode = code;
});
