import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { item, ServicePromise } from '../slo/ServicePromise';
import { runTemplate } from '../Template';
import { Trouble } from '../Trouble';
import { PlannedDrill, platformEngineer } from './PlannedDrill';

const MINUTE_MS = 60_000;

/** A platform engineer asks for a latency drill on the page Create: the template opens its change, and plans it. */
export async function fromCreate(
  promise: ServicePromise,
): Promise<PlannedDrill> {
  const { portal, report } = promise.stage;
  report.heading('From Create, a platform engineer asks for a latency drill');
  const now = Date.now();
  const { links = [] } = await runTemplate(
    portal,
    platformEngineer,
    'run-a-drill',
    {
      ...{ entity: item, scenario: 'latency', environment: 'production' },
      purpose: 'Whether slow answers are noticed as soon as predicted.',
      window: {
        start: new Date(now - MINUTE_MS).toISOString(),
        end: new Date(now + 60 * MINUTE_MS).toISOString(),
      },
      approval: 'standard',
    },
  );
  const numbers = links.map(({ title, url }) => `${title} ${url}`).join(' ');
  const [drill] = numbers.match(/DRL\d+/) ?? [];
  const [change] = numbers.match(/CHG\d+/) ?? [];
  if (!drill || !change) {
    throw new Trouble(`The template opened no drill: ${numbers || 'no link'}`);
  }
  const { body } = await portal.call<ChangeDetail>(
    platformEngineer,
    'GET',
    `/change-management/changes/${change}`,
  );
  report.expect(
    'the template opens its change, which is approved beforehand as a standard one',
    body.change.approvalStatus === 'preapproved',
    `${change}, ${body.change.state}, ${portal.url}/changes/${change}`,
  );
  const planned = new PlannedDrill(promise, drill, change);
  const { state, title, startedAt } = await planned.get();
  report.expect(
    'nothing kept the drill from starting: hours, freezes, incidents, error budget, other drills, lever and targets were asked',
    state === 'running' || state === 'ended',
    `${drill}, ${title}, since ${startedAt}, ${portal.url}/drills/${drill}`,
  );
  return planned;
}
