import { FaultMistake } from '@countersign/plugin-chaos-drills-common';
import { inWords } from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** One part of the traffic of a service, as the API of Cloud Run has it. */
export interface TrafficTarget {
  type?: string;
  revision?: string;
  percent?: number;
  tag?: string;
}

/** How many instances a service has, as the API of Cloud Run has it. */
export interface Scaling {
  scalingMode?: string;
  minInstanceCount?: number;
  maxInstanceCount?: number;
  manualInstanceCount?: number;
}

/** What a fault changes of a service, and nothing else of it. */
export type ServicePart =
  | { field: 'traffic'; traffic: TrafficTarget[] }
  | { field: 'scaling'; scaling: Scaling };

const trafficSchema = z.strictObject({
  revision: z
    .string()
    .max(63)
    .regex(
      /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
      'must be the name of a revision, such as checkout-00042-bad',
    ),
  percent: z.int().min(1).max(100),
});
const instancesSchema = z.strictObject({
  /** 0 leaves the service without any: nothing is answered. */
  count: z.int().min(0).max(1000),
});

/** A fault as an experiment has it, checked. */
export type ReadFault =
  | ({ kind: 'traffic' } & z.output<typeof trafficSchema>)
  | ({ kind: 'instances' } & z.output<typeof instancesSchema>);

/** Reads the `fault` and `arguments` of an experiment, or says what is wrong with them. */
export function readFault(
  fault: string,
  given: Record<string, unknown>,
): ReadFault | { mistakes: FaultMistake[] } {
  if (fault !== 'traffic' && fault !== 'instances') {
    const message = 'must be traffic or instances';
    return { mistakes: [{ path: ['fault'], message }] };
  }
  const read =
    fault === 'traffic'
      ? trafficSchema.safeParse(given, inWords)
      : instancesSchema.safeParse(given, inWords);
  if (read.success) return { kind: fault, ...read.data } as ReadFault;
  return {
    mistakes: read.error.issues.map(({ path, message }) => ({
      path: ['arguments', ...path],
      message,
    })),
  };
}

/** What a service is with a fault, from what it is without. */
export function broken(fault: ReadFault, former: ServicePart): ServicePart {
  if (fault.kind === 'instances') {
    const { count: manualInstanceCount } = fault;
    return {
      field: 'scaling',
      scaling: { scalingMode: 'MANUAL', manualInstanceCount },
    };
  }
  const traffic = former.field === 'traffic' ? former.traffic : [];
  return { field: 'traffic', traffic: split(traffic, fault) };
}

/**
 * Sends a share of the traffic to one revision; the others keep their proportions and their tags. Percents are whole numbers,
 * and always 100 together.
 */
function split(
  former: readonly TrafficTarget[],
  { revision, percent }: { revision: string; percent: number },
): TrafficTarget[] {
  const left = 100 - percent;
  const whole = former.reduce((sum, { percent: p = 0 }) => sum + p, 0) || 100;
  const shares = former.map(target => {
    const exact = ((target.percent ?? 0) * left) / whole;
    return { target, percent: Math.floor(exact), rest: exact % 1 };
  });
  let missing = left - shares.reduce((sum, share) => sum + share.percent, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest)) {
    if (missing <= 0 || !share.target.percent) continue;
    share.percent += 1;
    missing -= 1;
  }
  return [
    ...shares.map(({ target, percent: p }) => ({ ...target, percent: p })),
    {
      type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
      revision,
      // What nobody else could take, as where there was no traffic before.
      percent: percent + Math.max(0, missing),
    },
  ].filter(({ percent: p, tag }) => p > 0 || tag);
}

/** Whether a service is as it was set: the order of its traffic says nothing, and what is left out is nothing. */
export function isSame(one: ServicePart, other: ServicePart): boolean {
  return plain(one) === plain(other);
}

function plain(part: ServicePart): string {
  if (part.field === 'scaling') {
    const {
      scalingMode = 'SCALING_MODE_UNSPECIFIED',
      minInstanceCount = 0,
      maxInstanceCount = 0,
      manualInstanceCount = -1,
    } = part.scaling;
    const isManual = scalingMode === 'MANUAL';
    return JSON.stringify([
      isManual ? scalingMode : '',
      minInstanceCount,
      maxInstanceCount,
      isManual ? manualInstanceCount : -1,
    ]);
  }
  return JSON.stringify(
    part.traffic
      .map(({ type = '', revision = '', percent = 0, tag = '' }) =>
        JSON.stringify([type, revision, percent, tag]),
      )
      .sort(),
  );
}
