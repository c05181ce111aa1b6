import {
  Drill,
  DrillBody,
  drillBodies,
  DrillDetail,
  RunEvents,
} from '@countersign/plugin-chaos-drills-common';
import { onCall, ServicePromise } from '../slo/ServicePromise';
import { Trouble } from '../Trouble';

/** Of the run of a drill, what happened. */
export type RunEvent = RunEvents['events'][number]['event'];

/** Who runs the platform, and so may start drills: in the demo, whoever is on call. */
export const platformEngineer = onCall;

/** A drill of the portal, as a platform engineer reads it and acts on it. */
export class PlannedDrill {
  constructor(
    readonly promise: ServicePromise,
    readonly number: string,
    /** The change that permits it. */
    readonly change: string,
  ) {}

  async get(): Promise<Drill> {
    return (await this.read<DrillDetail>('')).drill;
  }

  /** What happened in its run so far. */
  async events(): Promise<RunEvent[]> {
    const { events } = await this.read<RunEvents>('/events');
    return events.map(({ event }) => event);
  }

  /** What the API has of it, below its own path. */
  async read<T>(path: string): Promise<T> {
    const { status, body } = await this.#call<T>('GET', path);
    if (status !== 200) {
      throw new Trouble(`The portal answered ${status} to ${path}`);
    }
    return body;
  }

  act<V extends keyof typeof drillBodies>(verb: V, body: DrillBody<V>) {
    return this.#call<DrillDetail & { error?: { message: string } }>(
      'POST',
      `/${verb}`,
      body,
    );
  }

  #call<T>(method: string, path: string, body?: object) {
    return this.promise.stage.portal.call<T>(
      platformEngineer,
      method,
      `/chaos-drills/drills/${this.number}${path}`,
      body,
    );
  }
}
