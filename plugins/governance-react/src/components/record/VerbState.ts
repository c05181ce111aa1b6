import { ServerRefusal } from '../../api';

/** A field of a record that is different now, each side as it is read on the page. */
export interface ChangedField {
  field: string;
  before: string;
  after: string;
}

/** Where a request that does something to a record stands. */
export interface VerbState {
  isPending: boolean;
  refusal?: ServerRefusal;
  /** After a stale write: what is different now. */
  moved?: ChangedField[];
  clear(): void;
}

/** What can be done to the record of a page with one request. */
export interface Verb<B> extends VerbState {
  /** @returns true when it was done */
  run(body: B): Promise<boolean>;
}
