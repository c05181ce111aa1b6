import { RawFormat } from '@countersign/plugin-compliance-evidence-common';
import { Quarter } from '../Quarter';

/** A list that a system can be asked for. */
export interface Collection {
  /** Whether it is asked for a time, or for how things stood at a moment. */
  asked: 'from-to' | 'at';
  format: RawFormat;
  /** How a report asks for it where a real client does, in the language of that service. */
  query?: string;
  /** Of `json-pages`: each record is a body of its own, such as a report. */
  whole?: true;
  /** Of `json-pages`. */
  recordsAt?: string;
  /** Columns of a CSV. */
  header?: readonly string[];
  /** Objects for JSON, values in the order of `header` for CSV; none is told of before its time, which is `now` at the latest. */
  records: (quarter: Quarter, now: number) => Iterable<object>;
}

/** One of the made-up systems. */
export interface System {
  title: string;
  collections: Readonly<Record<string, Collection>>;
}
