import {
  changeReadPermission,
  ChangeSummary,
} from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { AreaPages } from '@countersign/plugin-governance-node';
import { recordsInSearch } from '@countersign/plugin-governance-node/search';

/** Change requests; who may not read one does not find it. */
export function changesInSearch(
  changes: Pick<ChangeManagementService, 'listChanges'>,
  pages: AreaPages,
) {
  return recordsInSearch<ChangeSummary>({
    type: 'change-request',
    permission: changeReadPermission,
    list: query => changes.listChanges(query),
    found: ({ number, title, risk, team, requester, implementer, ...rest }) => {
      const { state, type, environment, items } = rest;
      return {
        title: `${number}: ${title}`,
        refs: [...items, team, requester, implementer],
        location: pages.path(number),
        // Items as references too, so that a change is found by the name that the catalog has for one.
        fields: { number, state, type, risk: risk?.level, environment, items },
        resourceRef: number,
      };
    },
  });
}
