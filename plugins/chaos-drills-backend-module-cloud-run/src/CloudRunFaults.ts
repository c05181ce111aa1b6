import { setTimeout as delay } from 'node:timers/promises';
import {
  ActivityFailed,
  FaultControl,
  FaultRequest,
  HeldFault,
} from '@countersign/plugin-chaos-drills-common';
import { LeaseTask, LeaseTasks } from './LeaseTasks';
import { RunServices, SeenService } from './RunServices';
import {
  broken,
  isSame,
  readFault,
  ReadFault,
  ServicePart,
} from './serviceFaults';
import { ProjectSettings } from './settings';

/** A little less than whoever asks waits for us. */
const PATIENCE_MS = 8_000;

/** What breaks services of Cloud Run needs. */
export interface CloudRunOptions {
  settings: Pick<ProjectSettings, 'project' | 'services'>;
  services: Pick<RunServices, 'get' | 'set'>;
  tasks: Pick<LeaseTasks, 'schedule' | 'of' | 'drop'>;
  lookEveryMs?: number;
  patienceMs?: number;
}

interface Read {
  service: string;
  fault: ReadFault;
}

/**
 * Faults in services of Cloud Run, whose lease Cloud Tasks holds: before the service is changed, Google is told to put it back.
 *
 * What it was stands in that task, and nowhere else. The first one puts it back whatever it is then, for the etag of the
 * service with the fault is known only afterwards; the next ones put it back only where nobody else has changed it.
 */
export class CloudRunFaults implements FaultControl {
  constructor(private readonly options: CloudRunOptions) {}

  async inject(
    request: FaultRequest,
    leaseSeconds: number,
    signal: AbortSignal,
  ): Promise<HeldFault> {
    const { services, tasks } = this.options;
    const { service, fault } = this.#read(request);
    const { id } = request;
    const earlier = await tasks.of(id);
    const seen = await services.get(service);
    const former = earlier.at(-1)?.former ?? partOf(seen, fault);
    const wanted = broken(fault, former);
    if (isSame(former, wanted)) {
      throw new ActivityFailed(
        `${request.target} is already as this fault would make it`,
      );
    }
    const isBroken = isSame(partOf(seen, fault), wanted);
    if (!isBroken && !isSame(partOf(seen, fault), former)) {
      throw changedByOthers(request, fault);
    }
    const first =
      earlier.length > 0
        ? []
        : [
            await tasks.schedule(
              { id, service },
              former,
              Date.now() + leaseSeconds * 1000,
            ),
          ];
    signal.throwIfAborted();
    if (!isBroken && !(await services.set(service, wanted, seen.etag))) {
      await tasks.drop([...earlier, ...first]);
      throw changedByOthers(request, fault);
    }
    const settled = await this.#settled(service, signal);
    if (settled.problem) {
      throw new ActivityFailed(`Cloud Run could not do it: ${settled.problem}`);
    }
    return this.#prolong(request, [...earlier, ...first], leaseSeconds, {
      former,
      etag: settled.etag,
    });
  }

  async renew(
    request: FaultRequest,
    leaseSeconds: number,
    signal: AbortSignal,
  ): Promise<HeldFault | undefined> {
    const { service, fault } = this.#read(request);
    const held = await this.options.tasks.of(request.id);
    const last = held.at(-1);
    if (!last) return undefined;
    // Somebody may be changing something else of it.
    const seen = await this.#settled(service, signal);
    // Somebody has put it back, or deployed: the end says which, and lets it be.
    if (!isSame(partOf(seen, fault), broken(fault, last.former))) {
      return undefined;
    }
    const { former } = last;
    return this.#prolong(request, held, leaseSeconds, {
      former,
      etag: seen.etag,
    });
  }

  async end(request: FaultRequest): Promise<void> {
    const { services, tasks } = this.options;
    const { service, fault } = this.#read(request);
    const held = await tasks.of(request.id);
    const last = held.at(-1);
    // Google has put it back by its lease, or it was never begun.
    if (!last) return;
    const wanted = broken(fault, last.former);
    for (let tries = 0; tries < 3; tries++) {
      const seen = await services.get(service);
      const now = partOf(seen, fault);
      if (isSame(now, last.former)) {
        await tasks.drop(held);
        return;
      }
      if (!isSame(now, wanted)) {
        await tasks.drop(held);
        throw changedByOthers(request, fault);
      }
      if (await services.set(service, last.former, seen.etag)) {
        await tasks.drop(held);
        return;
      }
    }
    throw new ActivityFailed(
      `${request.target} is changed again and again: it is put back when its lease is over`,
    );
  }

  /** The later task is there before the earlier ones go. */
  async #prolong(
    { id, ...request }: FaultRequest,
    earlier: readonly LeaseTask[],
    leaseSeconds: number,
    { former, etag }: { former: ServicePart; etag: string },
  ): Promise<HeldFault> {
    const { tasks } = this.options;
    const { service } = this.#read({ id, ...request });
    const at = Date.now() + leaseSeconds * 1000;
    await tasks.schedule({ id, service }, former, at, etag);
    await tasks.drop(earlier);
    return { expiresAt: new Date(at).toISOString() };
  }

  /** Its etag changes until Cloud Run has done what it was told. */
  async #settled(name: string, signal: AbortSignal): Promise<SeenService> {
    const {
      services,
      lookEveryMs = 500,
      patienceMs = PATIENCE_MS,
    } = this.options;
    const until = Date.now() + patienceMs;
    for (;;) {
      const seen = await services.get(name);
      if (!seen.isChanging) return seen;
      if (Date.now() + lookEveryMs > until) {
        throw new ActivityFailed(
          `Cloud Run has not done it within ${patienceMs / 1000} s`,
        );
      }
      await delay(lookEveryMs, undefined, { signal });
    }
  }

  #read({ target, fault: kind, arguments: given }: FaultRequest): Read {
    const { project, services } = this.options.settings;
    if (!services.some(({ service }) => service === target)) {
      throw new ActivityFailed(
        `${target} is not among the services of this provider: ${services
          .map(({ service }) => service)
          .join(', ')}`,
      );
    }
    const fault = readFault(kind, given);
    if ('mistakes' in fault) {
      throw new ActivityFailed(
        fault.mistakes
          .map(({ path, message }) => `${path.join('.')} ${message}`)
          .join('; '),
      );
    }
    return { fault, service: fullName(project, target) };
  }
}

/** As the API names a service that configuration calls `europe-west1/checkout`. */
export function fullName(project: string, target: string): string {
  const [region, name] = target.split('/');
  return `projects/${project}/locations/${region}/services/${name}`;
}

function partOf(seen: SeenService, { kind }: ReadFault): ServicePart {
  return kind === 'traffic'
    ? { field: 'traffic', traffic: seen.traffic }
    : { field: 'scaling', scaling: seen.scaling };
}

function changedByOthers(
  { target }: FaultRequest,
  { kind }: ReadFault,
): ActivityFailed {
  return new ActivityFailed(
    `somebody else changed the ${
      kind === 'traffic' ? 'traffic' : 'scaling'
    } of ${target} meanwhile, and it was left as they set it: look whether it is right`,
  );
}
