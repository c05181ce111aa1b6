import { Unit } from '@countersign/plugin-governance-node';
import {
  AlertEvent,
  AlertHappening,
  AlertReason,
  applyAlertEvent,
  budgetLeftOf,
  burningPair,
  nextEvents,
  PairVerdict,
  phasesOf,
  ServiceLevelEntries,
  standingOf,
  targetsOf,
} from '@countersign/plugin-service-levels-common';
import { AlertHerald, AlertTiding } from '../alerts/AlertHerald';
import { AlertKind, AlertStore, StoredAlert } from '../database/AlertStore';
import { Outcome } from './evaluate';

/** Stands for the number that an alert gets when it is kept. */
const NEW = 'new';

const told: Partial<Record<AlertEvent['type'], AlertHappening>> = {
  'alert.fired': 'fired',
  'alert.raised': 'raised',
  'alert.lowered': 'lowered',
  'alert.resolved': 'resolved',
};

/** What becomes of one alert of an objective. */
interface AlertChange {
  kind: AlertKind;
  judged: readonly PairVerdict[];
  /** Absent where it begins. */
  stored: StoredAlert | undefined;
  events: readonly AlertEvent[];
}

/** What an evaluation changes about the alerts of its objective, of which `open` finds the one that is open. */
export function changesOf(
  outcome: Outcome,
  open: (kind: AlertKind) => StoredAlert | undefined,
  now: number,
): AlertChange[] {
  const { verdicts, at } = outcome.evaluation;
  // What was never heard cannot have fallen silent: that it is not measured is told where definitions are.
  const wasHeard = outcome.cached.meter.metricAt !== undefined;
  return [
    { kind: 'burn' as const, judged: verdicts, instant: at },
    ...(wasHeard
      ? [{ kind: 'silence' as const, judged: [outcome.silence], instant: now }]
      : []),
  ].flatMap(({ kind, judged, instant }) => {
    const stored = open(kind);
    const events = nextEvents(stored?.alert, judged, {
      at: instant,
      pending: burningPair(judged)?.tier.pending ?? 0,
      id: NEW,
    });
    return events.length > 0 ? [{ kind, judged, stored, events }] : [];
  });
}

/** Opens, raises and ends alerts by what evaluations came to: in the transaction that writes the evaluations. */
export class AlertKeeper {
  constructor(
    private readonly alerts: AlertStore,
    private readonly herald: AlertHerald,
  ) {}

  async keep(
    unit: Unit<ServiceLevelEntries>,
    outcomes: readonly Outcome[],
  ): Promise<void> {
    const ids = outcomes.map(({ row }) => row.id);
    const open = new Map(
      (await this.alerts.lockOpen(unit.trx, ids)).map(stored => [
        `${stored.kind} ${stored.objective}`,
        stored,
      ]),
    );
    for (const outcome of outcomes) {
      const changes = changesOf(
        outcome,
        kind => open.get(`${kind} ${outcome.row.id}`),
        unit.now.getTime(),
      );
      for (const change of changes) {
        await this.#write(unit, outcome, change);
      }
    }
  }

  async #write(
    unit: Unit<ServiceLevelEntries>,
    outcome: Outcome,
    { kind, judged, stored, events }: AlertChange,
  ): Promise<void> {
    const objective = outcome.row.id;
    const alert = events.reduce(applyAlertEvent, stored?.alert);
    if (!alert) return;
    let number = alert.id;
    if (stored) await this.alerts.update(unit.trx, alert);
    else number = await this.alerts.open(unit.trx, { alert, objective, kind });
    let entry = '';
    for (const { type } of events) {
      switch (type) {
        case 'alert.resolved':
        case 'alert.withdrawn':
          entry = await unit.record(type, number, {
            objective,
            at: new Date(instantOf(outcome, kind, unit)).toISOString(),
            because: kind === 'burn' ? 'recovered' : 'heard-again',
          });
          break;
        case 'alert.acknowledged':
          break;
        default:
          entry = await unit.record(type, number, {
            ...reasonOf(outcome, kind, judged),
            at: new Date(instantOf(outcome, kind, unit)).toISOString(),
          });
      }
    }
    const happening = told[events.at(-1)!.type];
    if (happening) {
      this.herald.tell(
        unit,
        tidingOf(outcome, {
          ...{ number, entry, kind, happening, judged },
          window: alert.window,
          phases: phasesOf(alert, stored?.alert),
        }),
      );
    }
    unit.refetch('service-levels');
  }
}

/** A silence is judged by the clock, what burns by what was counted. */
function instantOf(
  { evaluation }: Outcome,
  kind: AlertKind,
  { now }: Unit<ServiceLevelEntries>,
): number {
  return kind === 'burn' ? evaluation.at : now.getTime();
}

function tidingOf(
  { cached, row, exhaustedIn, evaluation }: Outcome,
  alert: {
    number: string;
    kind: AlertKind;
    happening: AlertHappening;
    judged: readonly PairVerdict[];
  } & Pick<AlertTiding, 'entry' | 'phases' | 'window'>,
): AlertTiding {
  const { judged, ...about } = alert;
  const { title, component, owner } = cached.info;
  const { standing, measured } = evaluation;
  const { runbook } = cached.meter.objective;
  const burning = burningPair(judged);
  const burn =
    about.kind === 'burn' && burning
      ? standingOf(burning.long, cached.meter.objective.target)
      : undefined;
  return {
    ...about,
    objective: row.id,
    title,
    component,
    ...(owner && { owner }),
    ...(typeof burn === 'object' && { burnRate: burn.burnRate }),
    ...(typeof standing !== 'string' && {
      budgetLeft: budgetLeftOf(standing, measured),
    }),
    ...(exhaustedIn !== undefined && { exhaustedIn }),
    ...(runbook !== undefined && { runbook }),
    targets: targetsOf(cached.meter.objective),
  };
}

function reasonOf(
  { cached, row, exhaustedIn, evaluation }: Outcome,
  kind: AlertKind,
  judged: readonly PairVerdict[],
): AlertReason {
  const { tier, threshold, long, short } = burningPair(judged)!;
  return {
    objective: row.id,
    kind,
    severity: tier.severity,
    longWindow: tier.long,
    shortWindow: tier.short,
    threshold: threshold.errorRatio,
    burnRate: threshold.burnRate,
    target: cached.meter.objective.target,
    long: { bad: long.bad, total: long.total },
    short: { bad: short.bad, total: short.total },
    ...(row.budgetLeft !== null && { budgetLeft: row.budgetLeft }),
    measured: evaluation.measured,
    ...(exhaustedIn !== undefined && { exhaustedIn }),
    definition: cached.info.digest,
  };
}
