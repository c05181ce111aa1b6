import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import {
  applyCriteria,
  FilterColumns,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

const columns: FilterColumns<ChangeRequestFilter> = {
  requester: { column: 'requester', array: false },
  implementer: { column: 'implementer', array: false },
  itemOwners: { column: 'item_owners', array: true },
  approverGroups: { column: 'approver_groups', array: true },
};

/** Adds the criteria of a conditional decision to a query over `changes`. */
export function applyChangeCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ChangeRequestFilter>,
): void {
  applyCriteria(query, criteria, columns);
}
