import {
  incidentReadPermission,
  statusPageSchema,
} from '@countersign/plugin-incident-management-common';
import { defineOperation } from './operation';

/** How systems stand. */
export const statusOperations = [
  defineOperation({
    method: 'get',
    path: '/status',
    id: 'getStatus',
    summary:
      'How every system of the catalog stands, with what was last told of its incidents',
    permission: incidentReadPermission.name,
    answer: statusPageSchema,
    answerName: 'StatusPage',
    handle: ({ status }, { caller }) => status.page(caller),
  }),
];
