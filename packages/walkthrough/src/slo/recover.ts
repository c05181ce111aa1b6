import { FaultList } from '@countersign/plugin-service-levels-common';
import { item, ServicePromise } from './ServicePromise';
import { shareWords, spanWords } from './spanWords';

const PATIENCE_MS = 5 * 60_000;
/** A fault is on before its alert is. */
const MARKED_BEFORE_MS = 10 * 60_000;

/** The fault is off: the alert resolves by itself, and its story stands in the ledger. */
export async function recover(
  promise: ServicePromise,
  number: string,
): Promise<void> {
  const { report } = promise.stage;
  report.heading('The fault is off, and the alert resolves by itself');
  const mendedAt = Date.now();
  const alert = await promise.until(
    'The alert resolves',
    PATIENCE_MS,
    async () => {
      const seen = await promise.alert(number);
      return seen.alert.state === 'resolved' ? seen.alert : undefined;
    },
  );
  report.say(
    `Resolved after ${spanWords(Date.parse(alert.resolvedAt!) - mendedAt)}`,
  );
  report.expect(
    'it says what it cost',
    alert.spent !== undefined,
    `${shareWords(alert.spent ?? 0)} of the budget of an hour`,
  );
  const { items } = await promise.read<{ items: { type: string }[] }>(
    `/alerts/${number}/timeline`,
  );
  const life = items.map(({ type }) => type).reverse();
  report.expect(
    'its life stands in the ledger',
    [
      'alert.pending',
      'alert.fired',
      'alert.acknowledged',
      'alert.resolved',
    ].every(type => life.includes(type)),
    life.join(', '),
  );
  const { items: faults } = await promise.read<FaultList>(
    `/faults?component=${encodeURIComponent(item)}&from=${new Date(
      Date.parse(alert.pendingSince) - MARKED_BEFORE_MS,
    ).toISOString()}&to=${alert.resolvedAt}`,
  );
  report.expect(
    'the fault is marked on what became of the budget',
    faults.length > 0,
    faults
      .map(({ fault, from, to }) => `${fault} from ${from} to ${to ?? 'now'}`)
      .join(', '),
  );
}
