import { OpenIncident } from '../incident/OpenIncident';
import { PlannedDrill } from './PlannedDrill';

/** Whoever is on call takes a step of the runbook, ends the fault as it says, and says that it is mitigated. */
export async function mitigateIt(
  drill: PlannedDrill,
  open: OpenIncident,
): Promise<void> {
  const { promise } = drill;
  const { report } = promise.stage;
  report.heading('On call follows the runbook, and mitigates');
  const step = await open.act('tick-step', {
    runbook: 'component:default/countersign',
    page: 'runbooks/high-api-latency',
    part: 'Resolution',
    step: 'A fault is on: end every one.',
  });
  report.expect('a step of the runbook is ticked off', step.status === 200);
  await promise.service.mend();
  const mitigated = await open.act('mitigate', {
    text: 'The fault is switched off, as the runbook says.',
  });
  report.expect(
    'it is mitigated',
    mitigated.status === 200,
    mitigated.body.incident?.times.mitigated,
  );
}
