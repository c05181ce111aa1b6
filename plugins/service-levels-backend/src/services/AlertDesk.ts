import { ConflictError, NotFoundError } from '@backstage/errors';
import { Caller, Journal } from '@countersign/plugin-governance-node';
import {
  AlertView,
  applyAlertEvent,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { AlertStore } from '../database/AlertStore';

/** What people do with alerts. */
export class AlertDesk {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      alerts: AlertStore;
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
        const acknowledged = applyAlertEvent(alert, {
          type: 'alert.acknowledged',
          alert: alert.id,
          at: unit.now.getTime(),
          by: caller.ref,
        });
        if (acknowledged === alert || !acknowledged) {
          throw new ConflictError(
            alert.acknowledged
              ? `${number} was acknowledged by ${alert.acknowledged.by} already`
              : `${number} is ${alert.state}: only an alert that is firing can be acknowledged`,
          );
        }
        await alerts.update(unit.trx, acknowledged);
        await unit.record('alert.acknowledged', number, { objective, comment });
        unit.refetch('service-levels');
        return this.#view(unit.trx, number);
      },
      {
        request: { operation: 'acknowledge', number, comment: comment ?? null },
        keep: view => view.number,
        again: (unit, kept) => this.#view(unit.trx, kept),
      },
    );
  }

  async #view(knex: Knex, number: string): Promise<AlertView> {
    const view = await this.options.alerts.view(knex, number);
    if (!view) throw missing(number);
    return view;
  }
}

function missing(number: string): NotFoundError {
  return new NotFoundError(`There is no alert ${number}`);
}
