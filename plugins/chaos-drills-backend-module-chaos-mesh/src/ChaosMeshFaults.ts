import { setTimeout as delay } from 'node:timers/promises';
import {
  ActivityFailed,
  FaultControl,
  FaultRequest,
  HeldFault,
} from '@countersign/plugin-chaos-drills-common';
import { readFault, ReadFault } from './chaosKinds';
import { ChaosResource, Cluster, Place } from './Cluster';
import { PodTarget, readPodTarget } from './podTarget';

const LABEL = 'countersign.dev/fault';
/** A little less than whoever asks waits for us. */
const PATIENCE_MS = 8_000;

/** What puts faults into pods needs. */
export interface ChaosMeshOptions {
  cluster: Pick<Cluster, 'create' | 'get' | 'delete'>;
  /** In which pods may be broken. */
  namespaces: readonly string[];
  lookEveryMs?: number;
  patienceMs?: number;
}

/**
 * Faults as custom resources of Chaos Mesh, one each, named by the id of the fault.
 *
 * `spec.duration` is the lease. Nothing renews it: since 2.1 Chaos Mesh refuses each change of a spec ("Cannot update chaos
 * spec"), and a second resource over the first would be another fault, for delays and losses of the same pods add up and two
 * `pod-failure` put back each other's image. So the resource lasts as long as the fault does, and is deleted where the drill
 * ends sooner.
 */
export class ChaosMeshFaults implements FaultControl {
  readonly canRenew = false;

  constructor(private readonly options: ChaosMeshOptions) {}

  async inject(
    request: FaultRequest,
    leaseSeconds: number,
    signal: AbortSignal,
  ): Promise<HeldFault> {
    const { cluster } = this.options;
    const { target, fault, place } = this.#read(request);
    const asked = Date.now();
    const made = await cluster.create(
      place,
      {
        apiVersion: 'chaos-mesh.org/v1alpha1',
        kind: fault.kind,
        metadata: {
          ...{ name: place.name, namespace: place.namespace },
          labels: {
            [LABEL]: request.id,
            'app.kubernetes.io/managed-by': 'countersign',
          },
        },
        spec: {
          ...fault.spec,
          selector: {
            namespaces: [target.namespace],
            labelSelectors: target.labels,
          },
          duration: `${leaseSeconds}s`,
        },
      },
      signal,
    );
    const answered = Date.now();
    if (!made) await this.#demandOurs(request, place, signal);
    const resource = await this.#injected(place, signal);
    const createdAt = Date.parse(resource.metadata?.creationTimestamp ?? '');
    return {
      ...(!Number.isNaN(createdAt) && {
        expiresAt: new Date(createdAt + leaseSeconds * 1000).toISOString(),
      }),
      ...(made &&
        !Number.isNaN(createdAt) && {
          clockAhead: outside(createdAt, asked, answered),
        }),
    };
  }

  /** Changes nothing: says whether it is still there. */
  async renew(
    request: FaultRequest,
    _leaseSeconds: number,
    signal: AbortSignal,
  ): Promise<HeldFault | undefined> {
    const { place } = this.#read(request);
    const found = await this.options.cluster.get(place, signal);
    return found && !found.metadata?.deletionTimestamp ? {} : undefined;
  }

  /** Waits until Chaos Mesh has put all back. */
  async end(request: FaultRequest, signal: AbortSignal): Promise<void> {
    const { cluster } = this.options;
    const { place } = this.#read(request);
    await cluster.delete(place, signal);
    const left = await this.#looked(place, signal, found => !found);
    if (!left) return;
    throw new ActivityFailed(
      `Chaos Mesh is still putting back what ${place.plural}/${
        place.name
      } broke${lastEvent(left)}`,
    );
  }

  #read({ id, target: name, fault: kind, arguments: given }: FaultRequest): {
    target: PodTarget;
    fault: ReadFault;
    place: Place;
  } {
    const { namespaces } = this.options;
    const target = readPodTarget(name);
    if (!target) {
      throw new ActivityFailed(
        `${name} names no pods: say a namespace and their labels, such as shop/app=checkout`,
      );
    }
    if (!namespaces.includes(target.namespace)) {
      throw new ActivityFailed(
        `${
          target.namespace
        } is not among the namespaces of this provider: ${namespaces.join(
          ', ',
        )}`,
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
    if (!/^[a-z0-9][-a-z0-9]{0,51}$/.test(id)) {
      throw new ActivityFailed(`${id} cannot be part of a name of Kubernetes`);
    }
    const { namespace } = target;
    const { plural } = fault;
    return { target, fault, place: { namespace, plural, name: `drill-${id}` } };
  }

  /** One that was asked for before is one fault with it; one of somebody else is not ours to use. */
  async #demandOurs(
    { id }: FaultRequest,
    place: Place,
    signal: AbortSignal,
  ): Promise<void> {
    const found = await this.options.cluster.get(place, signal);
    if (found?.metadata?.labels?.[LABEL] === id) return;
    throw new ActivityFailed(
      `${place.plural}/${place.name} is in ${place.namespace} already, and is not of this drill`,
    );
  }

  async #injected(place: Place, signal: AbortSignal): Promise<ChaosResource> {
    const found = await this.#looked(place, signal, looked => {
      return !looked || holds(looked, 'AllInjected');
    });
    if (found && holds(found, 'AllInjected')) return found;
    throw new ActivityFailed(
      found
        ? `Chaos Mesh has not broken all pods of ${place.plural}/${
            place.name
          } in time${lastEvent(found)}`
        : `${place.plural}/${place.name} was deleted by somebody else`,
    );
  }

  /** Looks until something is seen, or for as long as one may wait. @returns what was seen last */
  async #looked(
    place: Place,
    signal: AbortSignal,
    isDone: (found: ChaosResource | undefined) => boolean,
  ): Promise<ChaosResource | undefined> {
    const {
      cluster,
      lookEveryMs = 300,
      patienceMs = PATIENCE_MS,
    } = this.options;
    const until = Date.now() + patienceMs;
    for (;;) {
      const found = await cluster.get(place, signal);
      if (isDone(found) || Date.now() + lookEveryMs > until) return found;
      await delay(lookEveryMs, undefined, { signal });
    }
  }
}

function holds({ status }: ChaosResource, type: string): boolean {
  return !!status?.conditions?.some(
    condition => condition.type === type && condition.status === 'True',
  );
}

/** What Chaos Mesh says about the last thing that it tried. */
function lastEvent({ status }: ChaosResource): string {
  const message = status?.experiment?.containerRecords
    ?.flatMap(({ events = [] }) => events ?? [])
    .flatMap(event => event.message ?? [])
    .at(-1);
  return message ? `: ${message.slice(0, 500)}` : '';
}

/** How far a time, told to the second, lies outside of when it must have been: that much at least a clock is ahead. */
function outside(second: number, from: number, to: number): number {
  if (second > to) return second - to;
  return second + 1000 < from ? second + 1000 - from : 0;
}
