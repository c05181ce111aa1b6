import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';

/** A condition of a permission rule: the property of a record is, or has, one of these. */
export interface PropertyFilter {
  property: string;
  anyOf: string[];
}

/** The columns that hold the properties which rules speak of. */
export type FilterColumns<F extends PropertyFilter> = Readonly<
  Record<F['property'], { column: string; array: boolean }>
>;

/** Adds the criteria of a conditional decision to a query over the table that has the columns. */
export function applyCriteria<F extends PropertyFilter>(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<F>,
  columns: FilterColumns<F>,
): void {
  // The leaf first: it has an `anyOf` of its own.
  if ('property' in criteria) {
    const { property, anyOf } = criteria as F;
    const { column, array } = columns[property as F['property']];
    // What is missing is nobody's: without COALESCE its negation would be NULL and hide the row.
    query.whereRaw(
      array ? `?? && ?::text[]` : `COALESCE(?? = ANY (?::text[]), false)`,
      [column, anyOf],
    );
  } else if ('allOf' in criteria) {
    query.where(all => {
      for (const part of criteria.allOf) {
        all.andWhere(one => applyCriteria(one, part, columns));
      }
    });
  } else if ('anyOf' in criteria) {
    query.where(any => {
      for (const part of criteria.anyOf as PermissionCriteria<F>[]) {
        any.orWhere(one => applyCriteria(one, part, columns));
      }
    });
  } else if ('not' in criteria) {
    query.whereNot(not => applyCriteria(not, criteria.not, columns));
  }
}
