import { NotFoundError } from '@backstage/errors';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  timelineEvents,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  alertActions,
  AlertDetail,
  alertNextStep,
  AlertView,
  ListAlertsQuery,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { Access } from '../access/Access';
import { AlertListStore } from '../database/AlertListStore';

/** Reads alerts. */
export class AlertReader {
  constructor(
    private readonly options: {
      knex: Knex;
      ledger: Pick<Ledger, 'timeline'>;
      access: Pick<Access, 'mayAcknowledge'>;
      list: AlertListStore;
      now(): Date;
    },
  ) {}

  async alerts(query: ListAlertsQuery) {
    const { knex, list, now } = this.options;
    return list.list(knex, query, now());
  }

  /** An alert, what it needs next, and what the caller can do about it. */
  async alert(caller: Caller, number: string): Promise<AlertDetail> {
    const alert = await this.#find(number);
    const acknowledge = await this.options.access.mayAcknowledge(caller);
    return {
      alert,
      next: alertNextStep(alert),
      actions: alertActions(alert, {
        by: callerKind(caller),
        permitted: { acknowledge },
      }),
    };
  }

  /** What the ledger holds about an alert, newest first. */
  async timeline(number: string, page: TimelineQuery) {
    await this.#find(number);
    return timelineEvents(this.options.ledger, number, page);
  }

  async #find(number: string): Promise<AlertView> {
    const { knex, list, now } = this.options;
    const alert = await list.view(knex, number, now());
    if (!alert) throw new NotFoundError(`There is no alert ${number}`);
    return alert;
  }
}
