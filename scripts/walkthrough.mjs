/**
 * The whole main job against a running portal, with the real Terraform: plan, change, approval, gate, apply, report,
 * review, proof. Prints each step and what shows it; exits 1 when a claim does not hold.
 *
 *     npm run walkthrough [-- --url http://localhost:7007]
 */
import { readFlags } from './lib/flags.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { mainJob } from './walkthrough/mainJob.mjs';

await runMain(() => {
  stopOnSignals();
  const { url } = readFlags({
    url: { type: 'string', default: 'http://localhost:7007' },
  });
  return mainJob(url);
});
