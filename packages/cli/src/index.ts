/**
 * `countersign`: submit changes, ask the gate, report deployments and verify evidence, from one file.
 *
 * @packageDocumentation
 */

import { isEngineThread } from './engine/thread';
import { run } from './run';

if (isEngineThread()) {
  import('./engine/engineWorker').then(({ serveEngine }) => serveEngine());
} else {
  run(process.argv).then(code => {
    // Not `process.exit`, which would cut off what is still to be written to a pipe.
    process.exitCode = code;
  });
}
