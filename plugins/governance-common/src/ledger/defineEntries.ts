import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** The schema of the `data` of each type of ledger entry an area writes. */
export type EntrySchemas = Readonly<Record<string, z.ZodType>>;

/** The types of entries of an area. */
export type EntryType<S extends EntrySchemas> = keyof S & string;

/** What is in an entry of this type. */
export type EntryData<
  S extends EntrySchemas,
  T extends EntryType<S> = EntryType<S>,
> = z.output<S[T]>;

/** What a writer gives for an entry of this type. */
export type EntryInput<
  S extends EntrySchemas,
  T extends EntryType<S> = EntryType<S>,
> = z.input<S[T]>;

/** The ledger entries of an area. */
export interface EntryMap<S extends EntrySchemas> {
  schemas: S;
  /** True for the types the area writes. */
  is(type: string): type is EntryType<S>;
  /**
   * The data of an entry, checked and without `undefined` (which RFC 8785 cannot hold), ready for `ledger.append`.
   *
   * @throws InputError when the data does not fit the type: a programming error of the writer, caught before it is
   *   signed.
   */
  data<T extends EntryType<S>>(
    type: T,
    data: EntryInput<S, T>,
  ): EntryData<S, T>;
}

/** Makes the map of an area's ledger entries from their schemas. */
export function defineEntries<const S extends EntrySchemas>(
  schemas: S,
): EntryMap<S> {
  return {
    schemas,
    is: (type): type is EntryType<S> => Object.hasOwn(schemas, type),
    data(type, data) {
      const result = schemas[type].safeParse(JSON.parse(JSON.stringify(data)));
      if (!result.success) {
        throw new InputError(
          `The data of ledger entry ${type} is malformed: ${z.prettifyError(
            result.error,
          )}`,
        );
      }
      return result.data as EntryData<S, typeof type>;
    },
  };
}
