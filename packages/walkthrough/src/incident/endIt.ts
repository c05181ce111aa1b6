import { spanWords } from '../slo/spanWords';
import { OpenIncident } from './OpenIncident';

/** The alert has to end, and to stay quiet for a while. */
const PATIENCE_MS = 8 * 60_000;

/** The fault is off: it is mitigated, resolves by itself once it is quiet, and its times are what the figures are made of. */
export async function endIt(open: OpenIncident): Promise<void> {
  const { promise } = open;
  const { report } = promise.stage;
  report.heading('The fault is off: mitigated and resolved');
  await open.act('mitigate', { text: 'The fault is switched off.' });
  const early = await open.act('resolve', { text: 'The fault is off.' });
  report.expect(
    'it is not resolved while an alert of it fires',
    early.status !== 200,
  );
  const { times, firstAlertAt } = await promise.until(
    'It resolves once it is quiet',
    PATIENCE_MS,
    async () => {
      const { incident } = await open.get();
      return incident.state === 'resolved' ? incident : undefined;
    },
  );
  const between = (from: string | undefined, to: string | undefined) =>
    from !== undefined && to !== undefined
      ? spanWords(Date.parse(to) - Date.parse(from))
      : 'unknown';
  report.say(
    [
      `Time to detect:      ${between(times.started, times.detected)}`,
      `Time to acknowledge: ${between(firstAlertAt, times.acknowledged)}`,
      `Time to mitigate:    ${between(times.started, times.mitigated)}`,
      `Time to restore:     ${between(times.started, times.restored)}`,
    ].join('\n'),
  );
  report.expect(
    'each step stamped its own time, in order',
    isInOrder([
      times.started,
      times.detected,
      times.acknowledged,
      times.mitigated,
      times.resolved,
    ]),
  );
}

function isInOrder(times: (string | undefined)[]): boolean {
  return times.every(
    (at, i) =>
      at !== undefined &&
      (i === 0 || Date.parse(times[i - 1]!) <= Date.parse(at)),
  );
}
