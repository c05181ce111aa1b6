import { NotFoundError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  EvidenceOfPeriod,
  HOUR_MS,
  hoursOf,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { ObjectiveListStore } from '../database/ObjectiveListStore';
import { subjectOf } from '../services/subjects';

/** What the last hours had is on record within a day, and entries say so much later than the hours. */
const RECORDED_WITHIN_MS = 26 * HOUR_MS;

/** Bundles that `countersign verify` checks without the portal. */
export class EvidenceDesk {
  constructor(
    private readonly options: {
      knex: Knex;
      ledger: Pick<Ledger, 'exportSubject'>;
      list: ObjectiveListStore;
    },
  ) {}

  /**
   * What was counted of an objective over a time, and over the window that the time begins with, so that its figures can be worked
   * out again.
   *
   * @throws NotFoundError when there is no such objective, or nothing of it is on record for that time
   */
  async ofObjective(
    id: string,
    { from, to, since }: EvidenceOfPeriod,
  ): Promise<string> {
    const { knex, ledger, list } = this.options;
    const found = await list.find(knex, id);
    if (!found) throw new NotFoundError(`There is no objective ${id}`);
    if (from !== undefined && to !== undefined && from >= to) {
      throw wrongField('to', 'must be after from');
    }
    const { window } = found.objective;
    return ledger.exportSubject(subjectOf(id), {
      ...(from && {
        since: iso(hoursOf(window, Date.parse(from)).first - HOUR_MS),
      }),
      ...(to && { upTo: iso(Date.parse(to) + RECORDED_WITHIN_MS) }),
      olderCheckpoint: since,
    });
  }

  /** The story of an alert. */
  ofAlert(number: string, since?: string): Promise<string> {
    return this.options.ledger.exportSubject(number, {
      olderCheckpoint: since,
    });
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
