import { parseEntityRef } from '@backstage/catalog-model';
import { recordNotification, Unit } from '@countersign/plugin-governance-node';
import {
  AlertEvent,
  AlertReason,
  applyAlertEvent,
  budgetLeftOf,
  burningPair,
  nextEvents,
  PairVerdict,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { AlertKind, AlertStore, StoredAlert } from '../database/AlertStore';
import { Outcome } from './evaluate';

/** Stands for the number that an alert gets when it is kept. */
const NEW = 'new';

/** Opens, raises and ends alerts by what evaluations came to: in the transaction that writes the evaluations. */
export class AlertKeeper {
  constructor(private readonly alerts: AlertStore) {}

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
      const { verdicts, at } = outcome.evaluation;
      for (const [kind, judged, instant] of [
        ['burn', verdicts, at],
        ['silence', [outcome.silence], unit.now.getTime()],
      ] as const) {
        const stored = open.get(`${kind} ${outcome.row.id}`);
        const events = nextEvents(stored?.alert, judged, {
          at: instant,
          pending: burningPair(judged)?.tier.pending ?? 0,
          id: NEW,
        });
        if (events.length > 0) {
          await this.#write(unit, { outcome, kind, judged, stored, events });
        }
      }
    }
  }

  async #write(
    unit: Unit<ServiceLevelEntries>,
    change: {
      outcome: Outcome;
      kind: AlertKind;
      judged: readonly PairVerdict[];
      stored: StoredAlert | undefined;
      events: readonly AlertEvent[];
    },
  ): Promise<void> {
    const { outcome, kind, judged, stored, events } = change;
    const objective = outcome.row.id;
    const alert = events.reduce(applyAlertEvent, stored?.alert);
    if (!alert) return;
    let number = alert.id;
    if (stored) await this.alerts.update(unit.trx, alert);
    else number = await this.alerts.open(unit.trx, { alert, objective, kind });
    for (const { type } of events) {
      switch (type) {
        case 'alert.resolved':
        case 'alert.withdrawn':
          await unit.record(type, number, {
            objective,
            because: kind === 'burn' ? 'recovered' : 'heard-again',
          });
          break;
        case 'alert.acknowledged':
          break;
        default:
          await unit.record(type, number, reasonOf(outcome, kind, judged));
      }
    }
    this.#tell(unit, { number, outcome, kind, last: events.at(-1)!.type });
    unit.refetch('service-levels');
  }

  #tell(
    unit: Unit<ServiceLevelEntries>,
    news: {
      number: string;
      outcome: Outcome;
      kind: AlertKind;
      last: AlertEvent['type'];
    },
  ): void {
    const { number, outcome, kind, last } = news;
    const { title, component, owner } = outcome.cached.info;
    if (!owner || last === 'alert.pending' || last === 'alert.withdrawn')
      return;
    const isOver = last === 'alert.resolved';
    const severity = burningPair(outcome.evaluation.verdicts)?.tier.severity;
    unit.tell(
      recordNotification(
        {
          pluginId: 'service-levels',
          number,
          title,
          urgent: severity === 'page',
          path: entityPath(component),
        },
        {
          occasion: 'alert',
          recipients: [owner],
          words: isOver ? 'is over' : firingWords(outcome, kind),
          weight: isOver ? 'done' : 'act',
        },
      ),
    );
  }
}

/** Of the page of an entity, where its objectives and what happened to it stand. */
function entityPath(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  return ['/catalog', namespace, kind, name].join('/');
}

function firingWords({ evaluation, exhaustedIn }: Outcome, kind: AlertKind) {
  if (kind === 'silence') return 'fires: nothing is heard any more';
  const { standing, measured } = evaluation;
  const share =
    typeof standing === 'string' ? 0 : budgetLeftOf(standing, measured);
  const left =
    share <= 0
      ? 'nothing is left of the budget'
      : `${Math.round(share * 100)} % of the budget is left`;
  return exhaustedIn === undefined || exhaustedIn === 0
    ? `fires: ${left}`
    : `fires: ${left}, for ${durationWords(exhaustedIn)} at this rate`;
}

function durationWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
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
    long: { bad: long.bad, total: long.total },
    short: { bad: short.bad, total: short.total },
    ...(row.budgetLeft !== null && { budgetLeft: row.budgetLeft }),
    measured: evaluation.measured,
    ...(exhaustedIn !== undefined && { exhaustedIn }),
    definition: cached.info.digest,
  };
}
