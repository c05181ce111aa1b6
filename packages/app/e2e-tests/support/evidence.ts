import { expect } from '@playwright/test';
import {
  FindingPage,
  RunDetail,
  RunPage,
} from '@countersign/plugin-compliance-evidence-common';
import { Portal } from '@countersign/walkthrough';
import { portalUrl } from './changes';

const http = new Portal(portalUrl);
const owner = 'oscar-owner';
const runs = '/compliance-evidence/runs';

/** A completed run of the quarterly report: the newest, or one that is made now. Resolves to its number. */
export async function aRun(): Promise<string> {
  const { body } = await http.call<RunPage>(
    owner,
    'GET',
    `${runs}?report=sox-access-and-change&state=completed&limit=1`,
  );
  if (body.items.length) return body.items[0].number;
  const asked = await http.call<RunDetail>(owner, 'POST', runs, {
    report: 'sox-access-and-change',
    parameters: { quarter: '2026Q3' },
    deliver: false,
  });
  const { number } = asked.body.run;
  await expect
    .poll(
      async () =>
        (
          await http.call<RunDetail>(owner, 'GET', `${runs}/${number}`)
        ).body.run.state,
      { timeout: 180_000 },
    )
    .toBe('completed');
  return number;
}

/** A finding that is open. */
export async function aFinding(): Promise<string> {
  const { body } = await http.call<FindingPage>(
    owner,
    'GET',
    '/compliance-evidence/findings?state=open&limit=1',
  );
  expect(body.items).toHaveLength(1);
  return body.items[0].number;
}
