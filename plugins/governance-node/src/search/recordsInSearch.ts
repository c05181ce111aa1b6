import { Readable } from 'stream';
import { Permission } from '@backstage/plugin-permission-common';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import { EntityNames } from './EntityNames';

const PAGE = 200;
/** Older records are found on the list page of their area, which searches them all. */
const MOST_DOCUMENTS = 20_000;

/** A record as search finds it. */
export interface FoundRecord {
  title: string;
  /** By which it is found too, beside its title and the names of `refs`. */
  words?: readonly (string | undefined)[];
  /** Entities and people by whose names it is found, such as "Dana Reyes". */
  refs: readonly (string | undefined)[];
  /** Its page, within the portal. */
  location: string;
  /** What its result shows beside that. */
  fields: Readonly<Record<string, unknown>>;
  /** As permission rules know it; absent where whoever may read one may read all. */
  resourceRef?: string;
}

/** Records of one kind in the portal's search. */
export interface RecordsInSearch<T> {
  /** Of its documents: `chaos-drill`. Pages know them by it. */
  type: string;
  /** Who may not read these records does not find them. */
  permission: Permission;
  /** A page of them, those written last first. */
  list(query: {
    limit: number;
    cursor?: string;
  }): Promise<{ items: readonly T[]; nextCursor?: string }>;
  found(record: T): FoundRecord;
}

/** Hands records to the search index once it is known what people and things are called. */
export type CollatorOf = (
  names: Pick<EntityNames, 'of'>,
) => DocumentCollatorFactory;

/** Hands over the records written last, newest first. */
class RecordCollatorFactory<T> implements DocumentCollatorFactory {
  readonly type: string;
  readonly visibilityPermission: Permission;

  constructor(
    private readonly records: RecordsInSearch<T>,
    private readonly names: Pick<EntityNames, 'of'>,
  ) {
    this.type = records.type;
    this.visibilityPermission = records.permission;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<IndexableDocument> {
    const { list, found } = this.records;
    let cursor: string | undefined;
    let n = 0;
    do {
      const page = await list({ limit: PAGE, cursor });
      const records = page.items.map(found);
      const known = await this.names.of(
        records.flatMap(({ refs }) => refs.filter(isThere)),
      );
      yield* records.map(record => documentOf(record, known));
      n += records.length;
      cursor = page.nextCursor;
    } while (cursor && n < MOST_DOCUMENTS);
  }
}

/** What search finds of the records of one kind. */
export function recordsInSearch<T>(records: RecordsInSearch<T>): CollatorOf {
  return names => new RecordCollatorFactory(records, names);
}

function documentOf(
  record: FoundRecord,
  names: ReadonlyMap<string, string>,
): IndexableDocument {
  const { title, words = [], refs, location, fields, resourceRef } = record;
  const called = refs.filter(isThere).map(ref => names.get(ref) ?? ref);
  return {
    ...fields,
    title,
    text: [...new Set([...words.filter(isThere), ...called])].join(' · '),
    location,
    ...(resourceRef && { authorization: { resourceRef } }),
  };
}

function isThere(text: string | undefined): text is string {
  return Boolean(text);
}
