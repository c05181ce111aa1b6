import { OpenIncident } from '../incident/OpenIncident';
import { shareWords, spanWords } from '../slo/spanWords';
import { PlannedDrill } from './PlannedDrill';

/** Until the incident is quiet and resolved, and the drill has its times. */
const PATIENCE_MS = 10 * 60_000;
const LESSON =
  'Whoever was on call found the fault by the runbook, and ended it as the runbook says.';

/** Predicted beside measured, what it cost, when people answered, and what was learned. */
export async function compareIt(
  drill: PlannedDrill,
  open: OpenIncident,
): Promise<void> {
  const { promise } = drill;
  const { report } = promise.stage;
  report.heading('Predicted and measured, what it cost, and every time');
  await promise.until('The incident resolves', PATIENCE_MS, async () => {
    const { incident } = await open.get();
    return incident.state === 'resolved' ? true : undefined;
  });
  const seen = await promise.until(
    'It is measured and answered',
    PATIENCE_MS,
    async () => {
      const facts = await drill.get();
      const { faults, measurement, response } = facts;
      return faults && measurement && response
        ? { faults, measurement, response }
        : undefined;
    },
  );
  const { predicted, measured, alert, spent } = seen.measurement;
  const words = (milliseconds: number | undefined) =>
    milliseconds === undefined ? 'never' : spanWords(milliseconds);
  report.say(`Predicted detection: ${words(predicted)}`);
  report.say(`Measured detection:  ${words(measured)}, by ${alert}`);
  if (predicted !== undefined && measured !== undefined) {
    report.say(
      `Error:               ${shareWords(
        Math.abs(measured - predicted) / predicted,
      )}`,
    );
  }
  for (const [objective, share] of Object.entries(spent)) {
    report.say(`Budget spent:        ${shareWords(share)} of ${objective}`);
  }
  const times = { injected: seen.faults.from, ...seen.response.times };
  for (const [what, at] of Object.entries(times).sort(([, a], [, b]) =>
    a.localeCompare(b),
  )) {
    report.say(`${what.padEnd(20)} ${at}`);
  }
  report.expect(
    'the drill holds when it was noticed, beside when that was predicted',
    predicted !== undefined &&
      measured !== undefined &&
      !seen.measurement.missed,
  );
  report.expect(
    'it holds what people did, and when',
    ['acknowledged', 'mitigated'].every(what => what in seen.response.times),
    seen.response.incident,
  );
  const noted = await drill.act('note', { text: LESSON });
  report.expect(
    'what was learned is kept with it',
    noted.status === 200,
    LESSON,
  );
}
