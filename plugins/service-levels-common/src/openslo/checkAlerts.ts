import { alertTiers, budgetOf, exact, thresholdOf } from '../arithmetic';
import { stepOf, windowLength } from '../window';
import { problemIn, SloDocument } from './documents';
import { Objective } from './objective';
import { DefinitionProblem } from './problems';
import { OpenSlo } from './schemas';

/** What no alert of an SLO could ever tell: said when it is defined, not when it is needed. */
export function checkAlerts(
  objectives: readonly Objective[],
  slo: OpenSlo<'SLO'>,
  source: SloDocument,
): DefinitionProblem[] {
  return objectives.flatMap(objective => [
    ...deafPages(objective, source),
    ...longSlices(objective, source),
    ...handwritten(objective, slo, source),
  ]);
}

function deafPages(
  objective: Objective,
  source: SloDocument,
): DefinitionProblem[] {
  if (objective.conditions.length > 0) return [];
  const promise = {
    target: objective.target,
    window: windowLength(objective.window),
  };
  const tiers = alertTiers(promise.window, stepOf(promise.window));
  if (tiers.length === 0) {
    return [
      problemIn(source, {
        severity: 'warning',
        path: ['spec', 'timeWindow'],
        rule: 'alert-cannot-fire',
        message:
          'The window is too short for any alert of its own: take five minutes at least, as in 1h, or write an alert policy',
      }),
    ];
  }
  const deaf = tiers.filter(tier => !thresholdOf(tier, promise).canFire);
  if (deaf.length === 0) return [];
  const names = deaf.map(({ long }) => `${long / 3_600_000} h`).join(', ');
  return [
    problemIn(source, {
      severity: 'warning',
      path: ['spec', 'objectives'],
      rule: 'alert-cannot-fire',
      message: `With a target of ${percent(
        objective.target,
      )} the alert over ${names} would need more than 100 % bad events: it never fires. Write an alert policy with a lower burn rate`,
    }),
  ];
}

/** An alert looks at whole slices: where its shorter window is no longer than one, there mostly is none in it. */
function longSlices(
  { method, window, conditions }: Objective,
  source: SloDocument,
): DefinitionProblem[] {
  if (method.kind === 'occurrences') return [];
  const length = windowLength(window);
  const looks =
    conditions.length > 0
      ? conditions.map(({ lookback }) => ({ long: lookback, short: lookback }))
      : alertTiers(length, stepOf(length));
  const blind = looks.filter(({ short }) => short < method.slice);
  if (blind.length === 0) return [];
  return [
    problemIn(source, {
      severity: 'warning',
      path: ['spec', 'objectives'],
      rule: 'time-slice-alert',
      message: `A time slice of ${minutes(
        method.slice,
      )} is longer than what the alert over ${blind
        .map(({ long }) => minutes(long))
        .join(
          ', ',
        )} looks at last: it mostly sees none, and ends as soon as it began. Take slices of ${minutes(
        Math.min(...blind.map(({ short }) => short)),
      )} at most, or write an alert policy that looks back further`,
    }),
  ];
}

function minutes(ms: number): string {
  return `${ms / 60_000} min`;
}

function handwritten(
  { conditions, target, window }: Objective,
  slo: OpenSlo<'SLO'>,
  source: SloDocument,
): DefinitionProblem[] {
  return conditions.flatMap(condition => {
    const { policy, name, op, threshold, lookback } = condition;
    const i = slo.spec.alertPolicies.findIndex(given =>
      JSON.stringify(given).includes(`"${policy}"`),
    );
    const path = ['spec', 'alertPolicies', Math.max(0, i)];
    const warn = (rule: string, message: string) =>
      problemIn(source, { severity: 'warning', path, rule, message });
    const found: DefinitionProblem[] = [];
    if (op === 'lte' || op === 'lt') {
      found.push(
        warn(
          'alert-operator',
          `${name} would fire while the burn rate is below ${threshold}: it is taken for gte, which fires above`,
        ),
      );
    }
    if (exact(threshold).mul(budgetOf(target)).compare(1) >= 0) {
      found.push(
        warn(
          'alert-cannot-fire',
          `${name} needs a burn rate of ${threshold}, but with a target of ${percent(
            target,
          )} it is ${budgetOf(target)
            .inverse()
            .valueOf()} at most: it never fires`,
        ),
      );
    }
    if (lookback > windowLength(window)) {
      found.push(
        warn(
          'alert-lookback',
          `${name} looks back further than the window of the objective`,
        ),
      );
    }
    return found;
  });
}

function percent(share: number): string {
  return `${exact(share).mul(100).valueOf()} %`;
}
