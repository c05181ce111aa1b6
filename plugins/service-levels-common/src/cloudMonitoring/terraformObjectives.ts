import { DateTime } from 'luxon';
import { AlertTier, thresholdOf } from '../arithmetic';
import { tiersOf } from '../engine';
import {
  ANNOTATION_COMPONENT,
  DefinitionProblem,
  Objective,
  problemOf,
  ValidDocument,
} from '../openslo';
import { Definitions } from '../openslo/readDefinitions';
import { nominalLength, SloWindow, windowLength } from '../window';
import { cloudIndicator } from './indicator';
import {
  CalendarPeriod,
  Inexpressible,
  TerraformAlert,
  TerraformObjective,
  TerraformService,
} from './types';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Cloud Monitoring takes no goal above it. */
const HIGHEST_GOAL = 0.9999;
const LONGEST_ROLLING = 30 * DAY;
/** No alert of Cloud Monitoring looks back further. */
const LONGEST_LOOKBACK = DAY;
/** Ids of services and objectives, and labels, are all of these. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** What `countersign slo terraform` writes: the variables of `deploy/terraform/modules/monitoring`. */
export interface TerraformObjectives {
  services: Record<string, TerraformService>;
  slos: Record<string, TerraformObjective>;
}

/**
 * Objectives and their alerts for Cloud Monitoring, as Terraform makes them: the same targets, windows, filters and burn rates as
 * in the portal. What Cloud Monitoring cannot have is left out, and said.
 *
 * @returns the values, and of each objective that is not among them, or not whole, why
 */
export function terraformObjectives({
  objectives,
  documents,
}: Pick<Definitions, 'objectives' | 'documents'>): {
  values: TerraformObjectives;
  problems: DefinitionProblem[];
} {
  const values: TerraformObjectives = { services: {}, slos: {} };
  const problems: DefinitionProblem[] = [];
  for (const objective of objectives) {
    const made = objectiveOf(objective, documents);
    if ('rule' in made) {
      problems.push(
        ...problemOf(objective, documents, {
          severity: 'error',
          rule: made.rule,
          message: `${objective.id} is not in Cloud Monitoring. ${made.message}`,
        }),
      );
      continue;
    }
    values.services[made.service] = {
      display_name: titleOf(objective.service, documents) ?? made.service,
    };
    values.slos[objective.id.replace('#', '-')] = made;
    problems.push(...alertsLeftOut(objective, documents));
  }
  return { values, problems };
}

function objectiveOf(
  objective: Objective,
  documents: readonly ValidDocument[],
): TerraformObjective | Inexpressible {
  const { id, displayName, target, runbook } = objective;
  const service = serviceOf(objective, documents);
  const misnamed = [id.replace('#', '-'), service].find(
    name => !NAME.test(name),
  );
  if (misnamed !== undefined) {
    return {
      rule: 'cloud-name',
      message: `${misnamed} cannot be its name there: lower-case letters, digits and dashes, 63 at most`,
    };
  }
  if (target > HIGHEST_GOAL) {
    return {
      rule: 'cloud-goal',
      message: `Its goals are ${HIGHEST_GOAL} at most, and this one is ${target}. Leave it to the portal`,
    };
  }
  const window = periodOf(objective.window);
  if ('rule' in window) return window;
  const counted = cloudIndicator(objective);
  if ('rule' in counted) return counted;
  return {
    service,
    display_name: displayName,
    goal: target,
    ...window,
    ...counted,
    ...(runbook !== undefined && { runbook }),
    alerts: alertsOf(objective),
  };
}

/** By its component: what alerts name is then found in the catalog. */
function serviceOf(
  { slo, service }: Objective,
  documents: readonly ValidDocument[],
): string {
  const annotated = documents.flatMap(({ kind, value }) =>
    (kind === 'SLO' && value.metadata.name === slo) ||
    (kind === 'Service' && value.metadata.name === service)
      ? value.metadata.annotations?.[ANNOTATION_COMPONENT] ?? []
      : [],
  );
  return (
    /^(?:component:)?(?:default\/)?([^:/]+)$/.exec(annotated[0] ?? '')?.[1] ??
    service
  );
}

function titleOf(
  service: string,
  documents: readonly ValidDocument[],
): string | undefined {
  return documents.find(
    ({ kind, value }) => kind === 'Service' && value.metadata.name === service,
  )?.value.metadata.displayName;
}

function periodOf(
  window: SloWindow,
): Pick<TerraformObjective, 'rolling_days' | 'calendar'> | Inexpressible {
  if (window.kind === 'calendar') {
    const calendar = calendarOf(window);
    return calendar
      ? { calendar }
      : {
          rule: 'cloud-calendar',
          message:
            'Its calendar has days, weeks from Monday, fortnights and months, in UTC. Take one of them or a rolling window, or leave it to the portal',
        };
  }
  const length = windowLength(window);
  return length % DAY === 0 && length <= LONGEST_ROLLING
    ? { rolling_days: length / DAY }
    : {
        rule: 'cloud-window',
        message:
          'Its rolling windows are 1 to 30 whole days long. Leave it to the portal',
      };
}

/** Periods are counted from the first of January 2024, a Monday, as an import counts them. */
function calendarOf({
  duration,
  start,
  timeZone,
}: Extract<SloWindow, { kind: 'calendar' }>): CalendarPeriod | undefined {
  if (!['UTC', 'Etc/UTC', 'Etc/GMT', 'GMT'].includes(timeZone))
    return undefined;
  const begins = DateTime.fromISO(start, { zone: 'UTC' });
  if (duration.unit === 'months') {
    return duration.count === 1 && +begins === +begins.startOf('month')
      ? 'MONTH'
      : undefined;
  }
  const length = nominalLength(duration);
  const period = new Map<number, CalendarPeriod>([
    [DAY, 'DAY'],
    [7 * DAY, 'WEEK'],
    [14 * DAY, 'FORTNIGHT'],
  ]).get(length);
  return (begins.toMillis() - Date.UTC(2024, 0, 1)) % length === 0
    ? period
    : undefined;
}

const isExpressible = ({ long }: AlertTier) => long <= LONGEST_LOOKBACK;

const nameOf = ({ severity, long }: AlertTier) =>
  long % HOUR === 0
    ? `${severity}-${long / HOUR}h`
    : `${severity}-${long / SECOND}s`;

/** Fastest first; what an alert policy of its own has twice is numbered. */
function alertsOf(objective: Objective): Record<string, TerraformAlert> {
  const alerts: Record<string, TerraformAlert> = {};
  for (const tier of tiersOf(objective).filter(isExpressible)) {
    const name = nameOf(tier);
    const same = Object.keys(alerts).filter(
      each => each === name || each.startsWith(`${name}-`),
    ).length;
    alerts[same === 0 ? name : `${name}-${same + 1}`] = alertOf(
      tier,
      objective,
    );
  }
  return alerts;
}

function alertOf(tier: AlertTier, objective: Objective): TerraformAlert {
  const { burnRate } = thresholdOf(tier, {
    target: objective.target,
    window: windowLength(objective.window),
  });
  return {
    severity: tier.severity,
    conditions: [...new Set([tier.long, tier.short])].map(lookback => ({
      burn_rate: burnRate,
      lookback_seconds: lookback / SECOND,
      for_seconds: (tier.pending ?? 0) / SECOND,
    })),
  };
}

function alertsLeftOut(
  objective: Objective,
  documents: readonly ValidDocument[],
): DefinitionProblem[] {
  return tiersOf(objective)
    .filter(tier => !isExpressible(tier))
    .flatMap(tier =>
      problemOf(objective, documents, {
        severity: 'warning',
        rule: 'cloud-lookback',
        message: `${
          objective.id
        }: no alert of Cloud Monitoring looks back further than a day. The ${
          tier.severity
        } over ${tier.long / HOUR} h is the portal's alone`,
      }),
    );
}
