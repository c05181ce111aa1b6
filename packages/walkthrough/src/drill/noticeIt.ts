import { OpenIncident } from '../incident/OpenIncident';
import { spanWords } from '../slo/spanWords';
import { PlannedDrill } from './PlannedDrill';

/** How much later than predicted it may be noticed before nobody waits any longer. */
const PATIENCE_MS = 5 * 60_000;

/** Its alert fires, and opens an incident that says it is a drill, with the runbook beside it. */
export async function noticeIt(drill: PlannedDrill): Promise<OpenIncident> {
  const { promise } = drill;
  const { report } = promise.stage;
  report.heading('The alert of the objective fires');
  const since = Date.now();
  const alert = await promise.until('The alert fires', PATIENCE_MS, async () =>
    (await promise.alerts('firing')).at(0),
  );
  report.expect(
    'it names the objective and the runbook',
    alert.runbook !== undefined,
    `${alert.number}, ${alert.title}, ${spanWords(
      Date.now() - since,
    )} after the fault went in, ${alert.runbook}`,
  );
  const open = await OpenIncident.of(promise, alert.number);
  const { incident } = await open.get();
  report.expect(
    'it knows that it is a drill, and so stays out of the figures',
    incident.drill,
    incident.number,
  );
  return open;
}
