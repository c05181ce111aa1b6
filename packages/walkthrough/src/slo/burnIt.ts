import { ServicePromise } from './ServicePromise';
import { shareWords, spanWords } from './spanWords';

/** Every request is slow for so long at most; the walkthrough ends it sooner. */
const FAULT_SECONDS = 240;
/** A slow request is counted once it is answered: so long after it came. */
const SLOW_MS = 3_000;
/** Until the reading after the one that saw it, should that one have just missed it. */
const READING_MS = 15_000;

/**
 * Switches a fault on inside the service, waits for its alert, and prints predicted and measured detection time.
 *
 * @returns the number of the alert
 */
export async function burnIt(promise: ServicePromise): Promise<string> {
  const { report } = promise.stage;
  report.heading('A fault inside the service burns its budget');
  const { predictions } = await promise.objective();
  const all = predictions.find(({ errorRatio }) => errorRatio === 1);
  const predicted = Math.min(
    ...(all?.pairs ?? []).flatMap(({ firesAfter }) => firesAfter ?? []),
  );
  const fault = await promise.service.break('latency', {
    share: 1,
    seconds: FAULT_SECONDS,
  });
  report.say(`Every request takes ${SLOW_MS / 1000} s from ${fault.startsAt}`);
  const alert = await promise.until(
    'The alert fires',
    predicted + FAULT_SECONDS * 1000,
    async () => (await promise.alerts('firing')).at(0),
  );
  const measured = Date.parse(alert.firedAt!) - Date.parse(fault.startsAt);
  report.say(`Predicted detection: ${spanWords(predicted)}`);
  report.say(`Measured detection:  ${spanWords(measured)}`);
  report.expect(
    'it fires within the predicted time, net of how long a slow answer takes',
    measured <= predicted + SLOW_MS + READING_MS,
    `${alert.number}, a ${alert.severity}`,
  );
  report.expect(
    'it names the objective, the burn, and how long the budget lasts',
    alert.burnRate !== undefined && alert.budgetLeft !== undefined,
    `${alert.title}: ${alert.burnRate?.toFixed(
      1,
    )} times as fast as it lasts, ${shareWords(alert.budgetLeft ?? 0)} left${
      alert.exhaustedIn === undefined
        ? ''
        : `, gone in ${spanWords(alert.exhaustedIn)}`
    }`,
  );
  return alert.number;
}
