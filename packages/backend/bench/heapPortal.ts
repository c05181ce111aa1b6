/** The portal as it is, which says over its channel how much memory it holds once what nobody needs is collected. */
import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';
import '../src/index';

setFlagsFromString('--expose_gc');
const collect: () => void = runInNewContext('gc');

process.on('message', () => {
  // What finalizers let go of goes with the second one.
  collect();
  collect();
  process.send!({ kind: 'memory', ...process.memoryUsage() });
});
process.channel?.unref();
