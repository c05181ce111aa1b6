import { expect } from '@playwright/test';
import { DemoService, Portal } from '@countersign/walkthrough';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import { portalUrl } from './changes';

/** A service that runs beside the portal, with faults that a story can switch on. */
export interface BreakableService {
  /** As a configuration item. */
  item: string;
  /** Its objective over an hour, whose alerts are fast enough to be watched. */
  hourObjective: string;
  /** What its environment variables begin with. */
  prefix: string;
}

/** What `npm start` runs. */
export const demoService: BreakableService = {
  item: 'component:default/customer-engagement-api',
  hourObjective: 'customer-engagement-api-latency-hour',
  prefix: 'CUSTOMER_ENGAGEMENT',
};

/** Of `fixtures/journey-api.yaml`: beside the portal of the stories alone. */
export const journeyService: BreakableService = {
  item: 'component:default/journey-api',
  hourObjective: 'journey-api-latency-hour',
  prefix: 'JOURNEY',
};

const http = new Portal(portalUrl);

/** Reads the portal over HTTP, as whoever is on call. */
export async function readPortal<T>(path: string): Promise<T> {
  const { status, body } = await http.call<T>('kenji-oncall', 'GET', path);
  expect(status, path).toBe(200);
  return body;
}

/**
 * A service with no fault on: it is measured, since what was not measured does not burn, and nothing of what was done to it
 * before is left in its windows. A story that breaks a service another story has broken would wait for that.
 */
export async function calmService({
  hourObjective,
  prefix,
}: BreakableService): Promise<DemoService> {
  const service = new DemoService(prefix);
  await service.mend();
  await expect
    .poll(
      async () => {
        const { counts, pairs } = await readPortal<ObjectiveDetail>(
          `/service-levels/objectives/${hourObjective}`,
        );
        return {
          isMeasured: (counts?.total ?? 0) > 20,
          burns: pairs.some(({ state }) => state !== 'quiet'),
        };
      },
      { timeout: 400_000, intervals: [1_000] },
    )
    .toEqual({ isMeasured: true, burns: false });
  return service;
}
