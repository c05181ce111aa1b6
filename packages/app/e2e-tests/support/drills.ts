import { expect, Locator, Page } from '@playwright/test';
import { Portal } from '@countersign/walkthrough';
import { panel, portalUrl } from './changes';

const http = new Portal(portalUrl);
const drills = '/chaos-drills';

/** Plans a drill that nothing permits, so that it never starts, and a game day with it. Resolves to their numbers. */
async function aPlannedDrill(user: string) {
  const drill = await http.call<{ drill: { number: string } }>(
    user,
    'POST',
    `${drills}/drills`,
    { experiment: 'latency' },
  );
  expect(drill.status, JSON.stringify(drill.body)).toBe(201);
  const { number } = drill.body.drill;
  const planned = await http.call<{ gameDay: { number: string } }>(
    user,
    'POST',
    `${drills}/game-days`,
    { title: 'Who answers first?' },
  );
  expect(planned.status, JSON.stringify(planned.body)).toBe(201);
  const day = planned.body.gameDay.number;
  const added = await http.call(
    user,
    'POST',
    `${drills}/game-days/${day}/add-drill`,
    { drill: number },
  );
  expect(added.status, JSON.stringify(added.body)).toBe(200);
  return { drill: number, day };
}

/** Each page of drills, and what a person comes for. */
export async function drillPages(
  user: string,
): Promise<Record<string, (page: Page) => Locator>> {
  const { drill, day } = await aPlannedDrill(user);
  const proof = (page: Page) =>
    panel(page, 'Proof').getByRole('button').first();
  const seen = (text: RegExp) => (page: Page) =>
    page.getByText(text).filter({ visible: true }).first();
  return {
    '/drills': page => page.getByRole('link', { name: /^Plan drill/ }).first(),
    '/drills/runs': seen(/^DRL\d{7}$/),
    '/drills/experiments': seen(/^latency$/),
    '/drills/experiments/latency': page =>
      page.getByRole('button', { name: 'Plan drill' }),
    [`/drills/${drill}`]: proof,
    '/drills/game-days': seen(/^GMD\d{7}$/),
    [`/drills/game-days/${day}`]: proof,
    // Before any drill was measured it says what would fill it.
    '/drills/detection': seen(/^(Median error|Nothing can be compared yet)$/),
    '/drills/journals': page =>
      page.getByRole('button', { name: 'Import journal' }).first(),
    '/drills/lever': seen(/^Nobody holds it/),
    '/incidents/runbooks': seen(/^Failed deployment rollback$/),
  };
}
