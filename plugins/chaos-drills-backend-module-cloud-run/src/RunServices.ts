import type { protos, ServicesClient } from '@google-cloud/run';
import { codeOf, codes, explained } from './cloudProblem';
import { Scaling, ServicePart, TrafficTarget } from './serviceFaults';

type Service = protos.google.cloud.run.v2.IService;

/** A service of Cloud Run, as far as drills look at it. */
export interface SeenService {
  traffic: TrafficTarget[];
  scaling: Scaling;
  etag: string;
  /** Whether Cloud Run is still making it what it was told to be. */
  isChanging: boolean;
  /** What is wrong with it, where Cloud Run says so. */
  problem?: string;
  /** Revisions that get traffic now. */
  serving: string[];
}

const TIMEOUT_MS = 8_000;
const role = 'roles/run.developer';
const allocations = [
  'TRAFFIC_TARGET_ALLOCATION_TYPE_UNSPECIFIED',
  'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST',
  'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
];
const modes = ['SCALING_MODE_UNSPECIFIED', 'AUTOMATIC', 'MANUAL'];

/** The services of Cloud Run of one project. */
export class RunServices {
  constructor(
    private readonly client: Pick<
      ServicesClient,
      'getService' | 'updateService'
    >,
  ) {}

  /** @throws ActivityFailed */
  async get(name: string): Promise<SeenService> {
    const [service] = await this.client
      // What is asked again is asked by whoever asks us.
      .getService({ name }, { timeout: TIMEOUT_MS, retry: null })
      .catch(error => {
        throw explained(error, { what: `read ${name}`, role });
      });
    return seen(service);
  }

  /**
   * Sets one part of a service, where it is still what somebody has seen.
   *
   * @returns false where somebody else changed it meanwhile
   * @throws ActivityFailed
   */
  async set(name: string, part: ServicePart, etag: string): Promise<boolean> {
    try {
      await this.client.updateService(
        {
          service: { name, etag, ...valueOf(part) } as Service,
          updateMask: { paths: [part.field] },
        },
        { timeout: TIMEOUT_MS, retry: null },
      );
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === codes.aborted || code === codes.failedPrecondition) {
        return false;
      }
      throw explained(error, {
        what: `change the ${part.field} of ${name}`,
        role,
      });
    }
  }
}

/** A part as the API takes it, in JSON too. */
export function valueOf(part: ServicePart): object {
  return part.field === 'traffic'
    ? { traffic: part.traffic }
    : { scaling: part.scaling };
}

function seen(service: Service): SeenService {
  const { traffic, scaling, etag, reconciling, terminalCondition } = service;
  const failed = ['CONDITION_FAILED', 5].includes(
    terminalCondition?.state as string | number,
  );
  return {
    traffic: (traffic ?? []).map(target => ({
      type: nameOf(target.type, allocations),
      ...(target.revision && { revision: target.revision }),
      ...(target.percent && { percent: target.percent }),
      ...(target.tag && { tag: target.tag }),
    })),
    scaling: scalingOf(scaling),
    etag: etag ?? '',
    isChanging: !!reconciling,
    ...(failed && { problem: terminalCondition?.message || 'it failed' }),
    serving: (service.trafficStatuses ?? [])
      .flatMap(({ revision, percent }) => (percent && revision ? revision : []))
      .sort(),
  };
}

function scalingOf(scaling: Service['scaling']): Scaling {
  const { minInstanceCount, maxInstanceCount, manualInstanceCount } =
    scaling ?? {};
  const mode = nameOf(scaling?.scalingMode, modes);
  return {
    ...(mode !== modes[0] && { scalingMode: mode }),
    ...(minInstanceCount && { minInstanceCount }),
    ...(maxInstanceCount && { maxInstanceCount }),
    // Zero is a number of instances too, where somebody said how many.
    ...(mode === 'MANUAL' && { manualInstanceCount: manualInstanceCount ?? 0 }),
  };
}

/** The client tells enums as names, or as their numbers. */
function nameOf(
  value: string | number | null | undefined,
  names: readonly string[],
): string {
  return typeof value === 'number'
    ? names[value] ?? names[0]
    : value ?? names[0];
}
