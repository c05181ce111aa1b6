import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import { Knex } from 'knex';

const columns: Record<
  ChangeRequestFilter['property'],
  { column: string; array: boolean }
> = {
  requester: { column: 'requester', array: false },
  implementer: { column: 'implementer', array: false },
  itemOwners: { column: 'item_owners', array: true },
  approverGroups: { column: 'approver_groups', array: true },
};

/** Adds the criteria of a conditional decision to a query over `changes`. */
export function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ChangeRequestFilter>,
): void {
  // The leaf first: it has an `anyOf` of its own.
  if ('property' in criteria) {
    const { column, array } = columns[criteria.property];
    // A missing implementer is nobody's: without COALESCE its negation would be NULL and hide the row.
    query.whereRaw(
      array ? `?? && ?::text[]` : `COALESCE(?? = ANY (?::text[]), false)`,
      [column, criteria.anyOf],
    );
  } else if ('allOf' in criteria) {
    query.where(all => {
      for (const part of criteria.allOf) {
        all.andWhere(one => applyCriteria(one, part));
      }
    });
  } else if ('anyOf' in criteria) {
    query.where(any => {
      for (const part of criteria.anyOf) {
        any.orWhere(one => applyCriteria(one, part));
      }
    });
  } else {
    query.whereNot(not => applyCriteria(not, criteria.not));
  }
}
