import { setTimeout as delay } from 'node:timers/promises';
import {
  AlertDetail,
  AlertPage,
  AlertView,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { Stage } from '../Stage';
import { Trouble } from '../Trouble';
import { DemoService } from './DemoService';

/** Who owns the demo service, and who is on call. */
export const owner = 'oscar-owner';
export const onCall = 'kenji-oncall';

/** The demo service as a configuration item. */
export const item = 'component:default/customer-engagement-api';
/** Its objective over an hour, whose alerts are fast enough to be watched. */
const OBJECTIVE = 'customer-engagement-api-latency-hour';

const LOOK_EVERY_MS = 500;

/** One promise of the demo service on its way through a fault. */
export class ServicePromise {
  readonly service = new DemoService();

  constructor(readonly stage: Stage) {}

  async objective(): Promise<ObjectiveDetail> {
    return this.read<ObjectiveDetail>(`/objectives/${OBJECTIVE}`);
  }

  async alerts(state: AlertView['state']): Promise<AlertView[]> {
    const { items } = await this.read<AlertPage>(
      `/alerts?objective=${OBJECTIVE}&state=${state}`,
    );
    return items;
  }

  alert(number: string): Promise<AlertDetail> {
    return this.read<AlertDetail>(`/alerts/${number}`);
  }

  /** Service levels, as its owner reads them. */
  async read<T>(path: string): Promise<T> {
    const { status, body } = await this.stage.portal.call<T>(
      owner,
      'GET',
      `/service-levels${path}`,
    );
    if (status !== 200) {
      throw new Trouble(`The portal answered ${status} to ${path}`);
    }
    return body;
  }

  /** Looks again until there is something to see. */
  async until<T>(
    what: string,
    milliseconds: number,
    look: () => Promise<T | undefined>,
  ): Promise<T> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      if (Date.now() > deadline) {
        throw new Trouble(
          `${what} within ${Math.round(milliseconds / 1000)} s: it did not`,
        );
      }
      await delay(LOOK_EVERY_MS);
    }
  }
}
