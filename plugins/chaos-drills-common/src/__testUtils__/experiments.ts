import { readExperiment } from '../experiment';

/** A drill with one probe and one fault of a minute. */
export const drill = {
  title: 'Slow answers',
  description: 'Half of the answers are slow.',
  configuration: { url: 'http://api.example:8080' },
  secrets: { demo: { token: { type: 'env', key: 'TOKEN' } } },
  runtime: { rollbacks: { strategy: 'always' } },
  extensions: [
    {
      name: 'countersign',
      entity: 'component:default/api',
      scenario: 'latency',
      hosts: ['${url}'],
      longest: 600,
    },
  ],
  'steady-state-hypothesis': {
    title: 'It answers',
    probes: [
      {
        type: 'probe',
        name: 'it answers',
        tolerance: 200,
        provider: { type: 'http', url: '${url}/health' },
      },
    ],
  },
  method: [
    {
      type: 'action',
      name: 'slow answers',
      provider: {
        type: 'fault',
        target: '${url}',
        token: '${token}',
        fault: 'latency',
        arguments: { share: 0.5 },
        seconds: 60,
        lease: 12,
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
};

/** Reads it with some members changed. */
export function read(
  changes: Record<string, unknown> = {},
  options: Parameters<typeof readExperiment>[1] = {},
) {
  const text = JSON.stringify({ ...drill, ...changes }, null, 2);
  return readExperiment({ file: 'drill.json', text }, options);
}

/** The rules that an experiment breaks, errors only. */
export function errorsOf(
  changes: Record<string, unknown>,
  options: Parameters<typeof readExperiment>[1] = {},
): string[] {
  return read(changes, options)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);
}

/** A steady state with one probe of this provider and tolerance. */
export function steady(provider: object, tolerance: unknown) {
  return {
    'steady-state-hypothesis': {
      title: 'It holds',
      probes: [{ type: 'probe', name: 'it holds', tolerance, provider }],
    },
  };
}
