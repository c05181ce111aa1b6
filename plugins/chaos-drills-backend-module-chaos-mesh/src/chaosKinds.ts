import { FaultMistake } from '@countersign/plugin-chaos-drills-common';
import { inWords } from '@countersign/plugin-governance-common';
import { z } from 'zod';

const text = z.string().min(1).max(1000);
const part = z.record(z.string(), z.unknown());
const parts = z.record(z.string(), z.string());
const names = z.array(text).max(50);

const onPods = {
  /** Of the pods behind the target, how many. */
  mode: z
    .enum(['one', 'all', 'fixed', 'fixed-percent', 'random-max-percent'])
    .default('all'),
  value: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number as a text, such as "50"')
    .optional(),
};

const networkSchema = z
  .strictObject({
    ...onPods,
    action: z.enum([
      'delay',
      'loss',
      'duplicate',
      'corrupt',
      'partition',
      'bandwidth',
    ]),
    delay: part.optional(),
    loss: part.optional(),
    duplicate: part.optional(),
    corrupt: part.optional(),
    bandwidth: part.optional(),
    device: text.optional(),
    direction: z.enum(['to', 'from', 'both']).optional(),
    target: part.optional(),
    externalTargets: names.optional(),
  })
  .refine(
    // From the other side Chaos Mesh breaks the pods of the other side.
    ({ target, direction = 'to' }) => !target || direction === 'to',
    {
      path: ['direction'],
      error:
        'must be to where there is a target: else pods of others are broken too',
    },
  );

const httpSchema = z.strictObject({
  ...onPods,
  target: z.enum(['Request', 'Response']),
  port: z.int().min(1).max(65_535),
  path: text.optional(),
  method: text.optional(),
  code: z.int().min(100).max(599).optional(),
  request_headers: parts.optional(),
  response_headers: parts.optional(),
  abort: z.boolean().optional(),
  delay: text.optional(),
  replace: part.optional(),
  patch: part.optional(),
});

const podSchema = z.strictObject({
  ...onPods,
  action: z.enum(['pod-failure', 'pod-kill', 'container-kill']),
  containerNames: names.optional(),
  gracePeriod: z.int().min(0).max(3600).optional(),
});

const stressSchema = z.strictObject({
  ...onPods,
  // Not stressngStressors, which is a command line.
  stressors: z.strictObject({ cpu: part.optional(), memory: part.optional() }),
  containerNames: names.optional(),
});

/** The kinds of Chaos Mesh that a drill may use, each with what an experiment may say of it. */
const kinds = {
  NetworkChaos: { plural: 'networkchaos', schema: networkSchema },
  HTTPChaos: { plural: 'httpchaos', schema: httpSchema },
  PodChaos: { plural: 'podchaos', schema: podSchema },
  StressChaos: { plural: 'stresschaos', schema: stressSchema },
} as const;
/** One of {@link kinds}. */
export type ChaosKind = keyof typeof kinds;

/** A fault as an experiment has it, checked. */
export interface ReadFault {
  kind: ChaosKind;
  plural: string;
  /** As Chaos Mesh takes it, but for what is ours to say: which pods, and for how long. */
  spec: Record<string, unknown>;
}

/** Reads the `fault` and `arguments` of an experiment, or says what is wrong with them. */
export function readFault(
  fault: string,
  given: Record<string, unknown>,
): ReadFault | { mistakes: FaultMistake[] } {
  if (!Object.hasOwn(kinds, fault)) {
    const message = `must be one of ${Object.keys(kinds).join(', ')}`;
    return { mistakes: [{ path: ['fault'], message }] };
  }
  const kind = fault as ChaosKind;
  const { plural, schema } = kinds[kind];
  const read = schema.safeParse(given, inWords);
  if (read.success) return { kind, plural, spec: read.data };
  return {
    mistakes: read.error.issues.map(({ path, message }) => ({
      path: ['arguments', ...path],
      message,
    })),
  };
}
