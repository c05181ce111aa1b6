import { shareWords, spanWords } from '../slo/spanWords';
import { PlannedDrill } from './PlannedDrill';

/** What it said before anything broke: what it would break, what that costs, and when it should be noticed. */
export async function foresee(drill: PlannedDrill): Promise<void> {
  const { report } = drill.promise.stage;
  report.heading(
    'It said beforehand what it breaks, what that costs, and when it is noticed',
  );
  const { targets, budgets, predicted = [] } = await drill.get();
  report.say(`Targets: ${targets.join(', ')}`);
  for (const { objective, costs, most } of budgets) {
    report.say(
      `Costs about ${shareWords(
        costs,
      )} of the budget of ${objective}, ${shareWords(most)} at most`,
    );
  }
  for (const { objective, after, reason } of predicted) {
    report.say(
      after === undefined
        ? `${objective} should not notice: ${reason}`
        : `${objective} should notice after ${spanWords(after)}`,
    );
  }
  report.expect(
    'it is predicted when it will be noticed, and what it costs',
    predicted.some(({ after }) => after !== undefined) && budgets.length > 0,
  );
}
