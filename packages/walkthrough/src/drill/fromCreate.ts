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
  const { links = [], text = [] } = await runTemplate(
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
  const said = text.map(({ title, content }) => `${title}: ${content}`);
  if (!drill || !change) {
    throw new Trouble(`The template opened no drill. ${said.join('\n')}`);
  }
  const { body } = await portal.call<ChangeDetail>(
    platformEngineer,
    'GET',
    `/change-management/changes/${change}`,
  );
  if (body.change.state === 'new') {
    report.say(said.join('\n'));
    await submitWithConflicts(promise, body);
  }
  const { body: submitted } = await portal.call<ChangeDetail>(
    platformEngineer,
    'GET',
    `/change-management/changes/${change}`,
  );
  report.expect(
    'the template opens its change, which is approved beforehand as a standard one',
    submitted.change.approvalStatus === 'preapproved',
    `${change}, ${submitted.change.state}, ${portal.url}/changes/${change}`,
  );
  const planned = new PlannedDrill(promise, drill, change);
  if ((await planned.get()).state === 'planned') {
    const { status, body: started } = await planned.act('start', {});
    if (status !== 200) {
      throw new Trouble(`${drill} did not start. ${started.error?.message}`);
    }
  }
  const { title, startedAt } = await planned.get();
  report.expect(
    'it starts, for all that has to hold does: hours, freezes, incidents, error budget, change, other drills, lever, targets',
    startedAt !== undefined,
    `${drill}, ${title}, since ${startedAt}, ${portal.url}/drills/${drill}`,
  );
  return planned;
}

/** What else is planned at the time: somebody says of each why it need not stand in the way, and submits the change. */
async function submitWithConflicts(
  { stage: { portal, report } }: ServicePromise,
  opened: ChangeDetail,
): Promise<void> {
  const { number } = opened.change;
  let { version } = opened.change;
  for (const { key } of opened.conflicts) {
    const { status, body } = await portal.call<ChangeDetail>(
      platformEngineer,
      'POST',
      `/change-management/changes/${number}/accept-conflict`,
      {
        ...{ version, key },
        justification: 'The fault is in one service, and ends by itself.',
      },
    );
    report.expect('a conflict is accepted with a reason', status === 200, key);
    version = body.change?.version ?? version;
  }
  const { status, body } = await portal.call<ChangeDetail>(
    platformEngineer,
    'POST',
    `/change-management/changes/${number}/submit`,
    { version },
  );
  report.expect(
    'its change is submitted with what was accepted',
    status === 200,
    body.change?.state,
  );
}
