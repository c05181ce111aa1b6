import { budgetLeftOf } from '@countersign/plugin-service-levels-common';
import { drillOnService } from './drillOnService';
import { ServicePromise } from './ServicePromise';
import { shareWords, spanWords } from './spanWords';

/** After a start: until the first minute of traffic is measured, and what an earlier walkthrough burned or drilled has passed. */
const PATIENCE_MS = 15 * 60_000;

/** Waits until nothing burns, and says what is promised and when it would alert. */
export async function seeItHold(promise: ServicePromise): Promise<void> {
  const { report } = promise.stage;
  report.heading('A service promises something, and keeps it');
  const objective = await promise.until(
    'Nothing burns any more',
    PATIENCE_MS,
    async () => {
      const seen = await promise.objective();
      const isQuiet = seen.pairs.every(({ state }) => state === 'quiet');
      const isMeasured = seen.counts && seen.counts.total > 0;
      // Its alert would open a drill, which counts nowhere.
      const isDrilled = await drillOnService(promise.stage.portal);
      return isQuiet && isMeasured && !isDrilled ? seen : undefined;
    },
  );
  const { title, target, window, state, counts } = objective;
  const { burnRate = 0, measured = 0 } = objective;
  report.say(
    `${title}: ${shareWords(target)} over ${spanWords(window)}, in OpenSLO (${
      objective.definition.file
    })`,
  );
  report.expect(
    'it is measured from the traffic of the demo service',
    counts !== undefined && counts.total > 0,
    `${counts?.bad} of ${counts?.total} were slow, ${state}, ${shareWords(
      budgetLeftOf({ burnRate }, measured),
    )} of the budget left`,
  );
  for (const pair of objective.pairs) {
    report.say(
      `${pair.severity}: above a burn rate of ${pair.burnRate} in ${spanWords(
        pair.longWindow,
      )} and in ${spanWords(pair.shortWindow)}`,
    );
  }
}
