import { spanWords } from '../slo/spanWords';
import { OpenIncident } from './OpenIncident';

/** The fault is off: it is mitigated, resolved, and its times are what the figures are made of. */
export async function endIt(open: OpenIncident): Promise<void> {
  const { report } = open.promise.stage;
  report.heading('The fault is off: mitigated and resolved');
  await open.act('mitigate', { text: 'The fault is switched off.' });
  const { status, body } = await open.act('resolve', {
    text: 'A fault of the walkthrough, switched off again.',
  });
  report.expect(
    'it is resolved',
    status === 200,
    body.incident?.resolution?.text,
  );
  const { times, firstAlertAt } = body.incident;
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
