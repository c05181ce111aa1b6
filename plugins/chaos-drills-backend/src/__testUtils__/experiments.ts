import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';

export const faultsToken = 'a-token-for-the-tests';
export const entity = 'component:default/checkout';
export const objective = 'checkout-latency';

/** An experiment with one fault: the service is looked at, is slow for a while, and is mended. */
export function experimentText({
  seconds = 60,
  lease = 2,
  scenario = 'latency',
  budgetShare = 0.5,
  hosts = ['${url}'],
  schedule = undefined as object | undefined,
  fault = { target: '${url}', fault: 'latency' } as object,
} = {}): string {
  return JSON.stringify(
    {
      title: 'Half of the answers are slow',
      description: 'Is it noticed, and how soon?',
      configuration: { url: { type: 'env', key: 'URL' } },
      secrets: { checkout: { token: { type: 'env', key: 'TOKEN' } } },
      runtime: { rollbacks: { strategy: 'always' } },
      extensions: [
        {
          name: 'countersign',
          ...{ entity, scenario, hosts },
          objectives: [objective],
          'bad-share': 0.5,
          'budget-share': budgetShare,
          longest: 600,
          ...(schedule && { schedule }),
        },
      ],
      'steady-state-hypothesis': {
        title: 'It answers',
        probes: [
          {
            type: 'probe',
            name: 'it is healthy',
            tolerance: 200,
            provider: { type: 'http', url: '${url}/health', timeout: 30 },
          },
        ],
      },
      method: [
        {
          type: 'action',
          name: 'half of the answers are slow',
          provider: {
            type: 'fault',
            ...fault,
            token: '${token}',
            arguments: { share: 0.5 },
            ...{ seconds, lease },
          },
        },
      ],
      rollbacks: [
        {
          type: 'action',
          name: 'all is undone',
          provider: { type: 'http', method: 'POST', url: '${url}/undo' },
        },
      ],
    },
    null,
    2,
  );
}

/** A folder of experiments, by their names. */
export async function experimentFolder(experiments: Record<string, string>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'drills-'));
  for (const [name, text] of Object.entries(experiments)) {
    await writeFile(path.join(folder, `${name}.json`), text);
  }
  return {
    folder,
    write: (name: string, text: string) =>
      writeFile(path.join(folder, `${name}.json`), text),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
