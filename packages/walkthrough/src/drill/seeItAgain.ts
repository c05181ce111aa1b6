import { Drill } from '@countersign/plugin-chaos-drills-common';
import { PlannedDrill } from './PlannedDrill';

/** Until it has rolled back, and the steady state holds again. */
const PATIENCE_MS = 10 * 60_000;

/** It ends: the steady state is looked at once more, and what became of the drill is said. */
export async function seeItAgain(drill: PlannedDrill): Promise<Drill> {
  const { promise } = drill;
  const { report } = promise.stage;
  report.heading('The steady state holds again');
  const ended = await promise.until('The drill ends', PATIENCE_MS, async () => {
    const seen = await drill.get();
    return seen.state === 'ended' ? seen : undefined;
  });
  const { outcome, reasons = [] } = ended;
  report.say(
    `It ended as ${outcome}${reasons.map(why => `. ${why}`).join('')}`,
  );
  const looks = (await drill.events()).flatMap(event =>
    event.type === 'steady-state' ? [event.state.steady_state_met] : [],
  );
  report.expect(
    'the steady state was looked at again after the fault, and holds',
    looks.length > 1 && looks.at(-1) === true,
  );
  report.expect(
    'no fault is left in the service',
    (await promise.service.faults()).length === 0,
  );
  return ended;
}
