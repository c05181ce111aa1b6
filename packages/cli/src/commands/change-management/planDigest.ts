import { Command } from 'commander';
import {
  planAddresses,
  planCounts,
  planDigest,
} from '@countersign/plugin-change-management-common';
import { readPlanFile } from './planFile';
import { print, printJson } from '../../output/print';

/** `countersign plan digest` */
export function addPlanDigest(parent: Command): void {
  parent
    .command('digest')
    .description(
      'Print the digest by which a plan is approved. Nothing is sent anywhere.',
    )
    .argument('<plan.json>', 'output of `terraform show -json`, or - for stdin')
    .option('--json', 'print JSON, with the addresses the plan touches')
    .addHelpText(
      'after',
      `
The digest does not depend on the order of keys, on the time or on Terraform's version; it differs with every attribute
that the plan changes, also a sensitive one, with every action it invokes, and with how its providers are configured.

Example:
  $ terraform show -json plan.bin | countersign plan digest -`,
    )
    .action(async (path: string, options: { json?: boolean }) => {
      const { plan } = await readPlanFile(path);
      const digest = await planDigest(plan);
      if (options.json) {
        printJson({
          digest,
          addresses: planAddresses(plan),
          counts: planCounts(plan),
        });
      } else {
        print(digest);
      }
    });
}
