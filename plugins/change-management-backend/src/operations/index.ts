import { Operation } from '@countersign/plugin-governance-node';
import { calendarOperations } from './calendar';
import { ChangeApi } from './ChangeApi';
import { changeOperations } from './changes';
import { deploymentOperations } from './deployments';
import { gateOperations } from './gate';
import { changeImportOperations } from './imports';
import { insightOperations } from './insights';
import { policyOperations } from './policies';
import { verbOperations } from './verbs';

/** Every route of the API: what its document says, what its requests are checked by, and what it does. */
export const operations: readonly Operation<ChangeApi>[] = [
  ...changeOperations,
  ...verbOperations,
  ...gateOperations,
  ...deploymentOperations,
  ...calendarOperations,
  ...policyOperations,
  ...insightOperations,
  ...changeImportOperations,
];
