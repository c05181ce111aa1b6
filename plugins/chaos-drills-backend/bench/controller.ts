/**
 * Runs an experiment of one fault, as the portal and the command line do, until it is killed: `tsx controller.ts URL TOKEN LEASE`. Says
 * `injected` when the fault is there.
 */
import { randomUUID } from 'crypto';
import { setTimeout as delay } from 'timers/promises';
import {
  httpFaults,
  httpProvider,
  readExperiment,
  runExperiment,
} from '@countersign/plugin-chaos-drills-common';

const [url, token, lease] = process.argv.slice(2);

async function main(): Promise<void> {
  const { experiment, problems } = readExperiment({
    file: 'bench.json',
    text: JSON.stringify({
      title: 'Every request fails',
      description: 'Until its lease is over, for whoever renews it is killed.',
      method: [
        {
          type: 'action',
          name: 'every request fails',
          provider: {
            type: 'fault',
            ...{ target: url, token, fault: 'error' },
            ...{ seconds: 600, lease: Number(lease) },
          },
        },
      ],
    }),
  });
  if (!experiment) throw new Error(JSON.stringify(problems));
  await runExperiment(experiment, {
    variables: { values: new Map(), secrets: [] },
    clock: {
      now: Date.now,
      sleep: (ms, signal) => delay(ms, undefined, { signal }),
    },
    providers: {
      http: httpProvider({
        fetch,
        timeoutSignal: ms => AbortSignal.timeout(ms),
      }),
    },
    faults: new Map([['http', httpFaults({ fetch, now: Date.now })]]),
    nextId: randomUUID,
    stop: new AbortController().signal,
    onEvent: event => {
      if (event.type === 'fault' && event.change === 'injected') {
        process.stdout.write('injected\n');
      }
    },
  });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
