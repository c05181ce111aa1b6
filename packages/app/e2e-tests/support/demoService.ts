import { expect } from '@playwright/test';
import { DemoService, drillOnService, Portal } from '@countersign/walkthrough';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import { portalUrl } from './changes';

/** The demo service as a configuration item. */
export const demoItem = 'component:default/customer-engagement-api';
/** Its objective over an hour, whose alerts are fast enough to be watched. */
export const hourObjective = 'customer-engagement-api-latency-hour';

const http = new Portal(portalUrl);

/** Reads the portal over HTTP, as whoever is on call. */
export async function readPortal<T>(path: string): Promise<T> {
  const { status, body } = await http.call<T>('kenji-oncall', 'GET', path);
  expect(status, path).toBe(200);
  return body;
}

/**
 * The demo service with no fault on: it is measured, since what was not measured does not burn, and nothing of what an earlier
 * story did to it is left in its windows, nor would an alert of it be taken for one of an earlier drill.
 */
export async function calmDemoService(): Promise<DemoService> {
  const service = new DemoService();
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
          drill: await drillOnService(http),
        };
      },
      { timeout: 400_000, intervals: [1_000] },
    )
    .toEqual({ isMeasured: true, burns: false, drill: undefined });
  return service;
}
