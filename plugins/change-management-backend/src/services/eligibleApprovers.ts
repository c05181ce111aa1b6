import {
  candidatesOf,
  EligibleApprover,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';

/** Who may approve in the name of a group now: its members and their delegates. */
export function eligibleIn(
  graph: CmdbGraph,
  group: string,
  now: Date,
): readonly EligibleApprover[] {
  return candidatesOf([{ group }], graph, now).get(group) ?? [];
}
