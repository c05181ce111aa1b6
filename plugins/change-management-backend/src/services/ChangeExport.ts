import { InputError } from '@backstage/errors';
import {
  changeRecord,
  changeRecordsHeader,
  exportChangesQuerySchema,
  MOST_EXPORTED,
} from '@countersign/plugin-change-management-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { CSV_BYTE_ORDER_MARK } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { Authorizer } from '../access/Authorizer';
import { Caller } from '@countersign/plugin-governance-node';
import { ListFilter } from '../database/listFilter';
import { Stores } from '../database/stores';
import { standingOf } from './ChangeService';
import { Journal } from './Journal';

/** So many changes are read at once. */
const PAGE = 200;

/** Changes as a file for spreadsheets: all that a filter shows whoever asks, and nothing else. */
export class ChangeExport {
  readonly #lists: Stores['lists'];
  readonly #journal: Pick<Journal, 'knex' | 'now'>;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;

  constructor(options: {
    stores: Pick<Stores, 'lists'>;
    journal: Pick<Journal, 'knex' | 'now'>;
    authorizer: Authorizer;
    catalog: CatalogReader;
  }) {
    this.#lists = options.stores.lists;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
  }

  /**
   * The file, a piece at a time. It is of one moment, however long it takes to be fetched: what changes meanwhile neither
   * appears twice nor goes missing.
   *
   * @throws InputError when more changes match than fit in a file
   */
  async *records(
    caller: Caller,
    query: z.output<typeof exportChangesQuerySchema>,
  ): AsyncGenerator<string> {
    const readable = (await this.#authorizer.rights(caller)).demandReading();
    const now = this.#journal.now();
    const approver = query.awaitingMyApproval
      ? standingOf(caller, await this.#catalog.graph(), now)
      : undefined;
    const start = CSV_BYTE_ORDER_MARK + changeRecordsHeader;
    const options = { now, approver, readable };
    const trx = await this.#journal.knex.transaction({
      isolationLevel: 'repeatable read',
      readOnly: true,
    });
    try {
      const filter: ListFilter = { ...query, limit: PAGE };
      const most = MOST_EXPORTED;
      if (await this.#lists.exceeds(trx, filter, { ...options, most })) {
        throw new InputError(
          `More than ${most.toLocaleString(
            'en-US',
          )} changes match, and an export holds no more. Narrow the filter, for example by a period, and export the parts.`,
        );
      }
      yield start;
      let cursor: string | undefined;
      do {
        const page = await this.#lists.list(
          trx,
          { ...filter, cursor },
          options,
        );
        if (page.items.length) yield page.items.map(changeRecord).join('');
        cursor = page.nextCursor;
      } while (cursor);
    } finally {
      await trx.rollback();
    }
  }
}
