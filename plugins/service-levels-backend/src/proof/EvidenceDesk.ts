import { NotFoundError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  CorrectionFacts,
  EvidenceOfPeriod,
  HOUR_MS,
  hoursOf,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { CorrectionStore } from '../database/CorrectionStore';
import { ErrorBudgetRulesStore } from '../database/ErrorBudgetRulesStore';
import { ObjectiveListStore } from '../database/ObjectiveListStore';
import { subjectOf } from '../services/subjects';

/** What the last hours had is on record within a day, and entries say so much later than the hours. */
const RECORDED_WITHIN_MS = 26 * HOUR_MS;

const END_OF_TIME = Date.parse('9999-01-01T00:00:00Z');

/** Bundles that `countersign verify` checks without the portal. */
export class EvidenceDesk {
  constructor(
    private readonly options: {
      knex: Knex;
      ledger: Pick<Ledger, 'exportSubject' | 'exportSubjects'>;
      list: ObjectiveListStore;
      corrections: CorrectionStore;
      policies: ErrorBudgetRulesStore;
    },
  ) {}

  /**
   * What was counted of an objective over a time, and over the window that the time begins with, so that its figures can be worked
   * out again; with the whole story of each correction that is about any of it, and the error budget policies of the time.
   *
   * @throws NotFoundError when there is no such objective, or nothing of it is on record for that time
   */
  async ofObjective(
    id: string,
    { from, to, since }: EvidenceOfPeriod,
  ): Promise<string> {
    const { knex, ledger, list, corrections, policies } = this.options;
    const found = await list.find(knex, id);
    if (!found) throw new NotFoundError(`There is no objective ${id}`);
    if (from !== undefined && to !== undefined && from >= to) {
      throw wrongField('to', 'must be after from');
    }
    const { window } = found.objective;
    const begin =
      from === undefined
        ? undefined
        : hoursOf(window, Date.parse(from)).first - HOUR_MS;
    const time = {
      ...(begin !== undefined && { since: iso(begin) }),
      ...(to && { upTo: iso(Date.parse(to) + RECORDED_WITHIN_MS) }),
    };
    const range = {
      start: begin ?? 0,
      end: to ? Date.parse(to) : END_OF_TIME,
    };
    const touching = (await corrections.ofObjectives(knex, [id])).filter(
      ({ facts }) => touches(facts, range),
    );
    const inForce = await policies.within(knex, {
      from: new Date(range.start),
      to: new Date(range.end),
    });
    const beside = [...touching.map(({ number }) => number), ...inForce];
    const options = { olderCheckpoint: since };
    if (beside.length === 0) {
      return ledger.exportSubject(subjectOf(id), { ...time, ...options });
    }
    return ledger.exportSubjects(
      [
        { subject: subjectOf(id), ...time },
        ...beside.map(subject => ({ subject })),
      ],
      options,
    );
  }

  /** The story of a correction. */
  ofCorrection(number: string, since?: string): Promise<string> {
    return this.options.ledger.exportSubject(number, {
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

/** Whether any of its times, or those it had before its change was moved, is within; of one that recurs that is taken to be so. */
function touches(
  { window, change, rrule }: CorrectionFacts,
  range: { start: number; end: number },
): boolean {
  if (rrule !== undefined) return Date.parse(window.start) < range.end;
  return [window, ...(change?.window ? [change.window] : [])].some(
    ({ start, end }) =>
      Date.parse(start) < range.end && Date.parse(end) > range.start,
  );
}
