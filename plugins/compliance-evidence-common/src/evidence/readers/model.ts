import { JsonRecord } from '../jsonRecords';
import { RawSummary } from '../RawSummary';

/** A record in its one form: each field of its kind, null where the raw record says nothing. */
export type NormalRecord = Readonly<Record<string, string | boolean | null>>;

/** Reads well-known forms of records as one. */
export interface RecordReader {
  /** The fields of each record, with what they mean: columns are `from` these. */
  fields: Readonly<Record<string, string>>;
  /** A raw record is a whole body, not an item of a list in it. */
  wholeBodies?: true;
  /** @throws EvidenceProblem where a raw record is in no form that is known */
  read(
    records: AsyncIterable<JsonRecord>,
    summary: RawSummary,
  ): AsyncIterable<JsonRecord>;
}

/** A record in its one form, which is as exact as it was read. */
export function normal(
  { line, place }: Pick<JsonRecord, 'line' | 'place'>,
  value: NormalRecord,
): JsonRecord {
  return {
    line,
    ...(place !== undefined && { place }),
    value,
    exact: () => value,
  };
}
