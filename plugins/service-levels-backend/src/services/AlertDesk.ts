import { NotFoundError } from '@backstage/errors';
import {
  Caller,
  callerKind,
  Journal,
  refused,
  Unit,
} from '@countersign/plugin-governance-node';
import {
  AlertView,
  applyAlertEvent,
  judgeAcknowledge,
  SERVICE_LEVEL_CHANNEL,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { AlertHerald } from '../alerts/AlertHerald';
import { AlertListStore } from '../database/AlertListStore';
import { AlertStore } from '../database/AlertStore';

/** What people do with alerts. */
export class AlertDesk {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      alerts: AlertStore;
      list: AlertListStore;
      herald: AlertHerald;
    },
  ) {}

  /** Whoever acknowledges says that they take care of it; the first one stays. */
  async acknowledge(
    caller: Caller,
    number: string,
    request: { comment?: string; idempotencyKey?: string },
  ): Promise<AlertView> {
    const { journal, alerts } = this.options;
    const { comment, idempotencyKey } = request;
    return journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const stored = await alerts.lock(unit.trx, number);
        if (!stored) throw missing(number);
        const { alert, objective } = stored;
        const verdict = judgeAcknowledge(
          { ...alert, number },
          { by: callerKind(caller) },
        );
        if (!verdict.ok) throw refused(verdict.refusal);
        const acknowledged = applyAlertEvent(alert, {
          type: 'alert.acknowledged',
          alert: alert.id,
          at: unit.now.getTime(),
          by: caller.ref,
        })!;
        await alerts.update(unit.trx, acknowledged);
        const entry = await unit.record('alert.acknowledged', number, {
          objective,
          comment,
        });
        await this.options.herald.tellOf(
          unit,
          { ...stored, alert: acknowledged, entry },
          'acknowledged',
        );
        unit.refetch(SERVICE_LEVEL_CHANNEL);
        return this.#view(unit, number);
      },
      {
        request: { operation: 'acknowledge', number, comment: comment ?? null },
        keep: view => view.number,
        again: (unit, kept) => this.#view(unit, kept),
      },
    );
  }

  async #view(
    { trx, now }: Unit<ServiceLevelEntries>,
    number: string,
  ): Promise<AlertView> {
    const view = await this.options.list.view(trx, number, now);
    if (!view) throw missing(number);
    return view;
  }
}

function missing(number: string): NotFoundError {
  return new NotFoundError(`There is no alert ${number}`);
}
