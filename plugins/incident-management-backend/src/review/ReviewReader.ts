import { NotFoundError } from '@backstage/errors';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { AreaPages, Caller } from '@countersign/plugin-governance-node';
import {
  ActionFilters,
  ActionPage,
  DocumentFormat,
  incidentNumber,
  problemNumber,
  ReviewDetail,
  reviewDocument,
  reviewRevisions,
  RunbookUses,
  runbookUsesQuerySchema,
} from '@countersign/plugin-incident-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { z } from 'zod';
import { IncidentAccess } from '../access/IncidentAccess';
import { ActionItemStore } from '../database/ActionItemStore';
import { RunbookUseStore } from '../database/RunbookUseStore';
import { IncidentDesk } from '../services/IncidentDesk';
import { IncidentJournal } from '../services/IncidentKeeper';
import { namesIn } from './namesIn';

/** Reads reviews and action items for those who may see their incidents. */
export class ReviewReader {
  readonly #journal: IncidentJournal;
  readonly #ledger: Pick<Ledger, 'entriesOf'>;
  readonly #access: IncidentAccess;
  readonly #desk: Pick<IncidentDesk, 'readable'>;
  readonly #pages: AreaPages;
  readonly #catalog: Pick<CatalogReader, 'graph'>;
  readonly #items = new ActionItemStore();
  readonly #uses = new RunbookUseStore();

  constructor(options: {
    journal: IncidentJournal;
    ledger: Pick<Ledger, 'entriesOf'>;
    access: IncidentAccess;
    desk: Pick<IncidentDesk, 'readable'>;
    pages: AreaPages;
    catalog: Pick<CatalogReader, 'graph'>;
  }) {
    this.#journal = options.journal;
    this.#ledger = options.ledger;
    this.#access = options.access;
    this.#desk = options.desk;
    this.#pages = options.pages;
    this.#catalog = options.catalog;
  }

  /** A review with its words, as it is or as it was. */
  async review(
    caller: Caller,
    number: string,
    revision?: number,
  ): Promise<ReviewDetail> {
    const { review, shown, told } = await this.#told(caller, number, revision);
    const { basis, budget, revisions } = told;
    return {
      review,
      revision: shown.revision,
      content: shown.content,
      basis,
      budget,
      revisions: revisions.map(({ content: _content, ...each }) => each),
    };
  }

  /** A review as a Markdown file. */
  async document(
    caller: Caller,
    number: string,
    options: { revision?: number; format: DocumentFormat },
  ): Promise<string> {
    const { revision, format } = options;
    const { facts, shown, told } = await this.#told(caller, number, revision);
    const graph = await this.#catalog.graph();
    return reviewDocument({
      facts,
      revision: shown,
      budget: told.budget,
      format,
      linkOf: record => this.#linkOf(record),
      nameOf: namesIn(graph),
    });
  }

  /** When runbooks were last used, by incidents that the caller may see. */
  async runbooks(
    caller: Caller,
    filters: z.output<typeof runbookUsesQuerySchema>,
  ): Promise<RunbookUses> {
    const { rights, groups } = await this.#access.reader(caller);
    return this.#uses.list(this.#journal.knex, filters, {
      ref: caller.ref,
      now: this.#journal.now(),
      readable: rights.demandReading(),
      groups,
    });
  }

  /** Action items of incidents that the caller may see. */
  async actions(caller: Caller, filters: ActionFilters): Promise<ActionPage> {
    const { rights, groups } = await this.#access.reader(caller);
    return this.#items.list(this.#journal.knex, filters, {
      ref: caller.ref,
      now: this.#journal.now(),
      readable: rights.demandReading(),
      groups,
    });
  }

  async #told(caller: Caller, number: string, revision?: number) {
    const reader = await this.#access.reader(caller);
    const { facts } = await this.#desk.readable(reader, number);
    const entries = await this.#ledger.entriesOf(number, this.#journal.knex);
    const told = reviewRevisions(entries.map(({ entry }) => entry));
    const { review } = facts;
    if (!review || !told) {
      throw new NotFoundError(`${number} has no review`);
    }
    const shown =
      revision === undefined
        ? told.revisions[0]
        : told.revisions.find(each => each.revision === revision);
    if (!shown) {
      throw new NotFoundError(
        `The review of ${number} has no revision ${revision}; the latest is ${review.revision}`,
      );
    }
    return { facts, review, shown, told };
  }

  #linkOf(number: string): string | undefined {
    if (number.startsWith(incidentNumber.prefix))
      return this.#pages.url(number);
    return number.startsWith(problemNumber.prefix)
      ? this.#pages.url('problems', number)
      : undefined;
  }
}
