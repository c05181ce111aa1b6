import {
  Change,
  RESOURCE_TYPE_CHANGE_REQUEST,
} from '@countersign/plugin-change-management-common';
import {
  createConditionExports,
  createPermissionResourceRef,
} from '@backstage/plugin-permission-node';
import { claimRules } from '@countersign/plugin-governance-node';

/** A change as permission rules see it: with the catalog's owners and the groups its policy asks. */
export interface ChangeRequestResource
  extends Pick<Change, 'requester' | 'implementer' | 'planAuthors' | 'team'> {
  /** Entity refs of the owners of its configuration items. */
  itemOwners: string[];
  /** Groups whose approval the policy asks for. */
  approverGroups: string[];
}

/** What a rule asks of a list: the property is, or holds, any of the values. */
export interface ChangeRequestFilter {
  property: 'requester' | 'implementer' | 'itemOwners' | 'approverGroups';
  anyOf: string[];
}

export const changeRequestResourceRef = createPermissionResourceRef<
  ChangeRequestResource,
  ChangeRequestFilter
>().with({
  pluginId: 'change-management',
  resourceType: RESOURCE_TYPE_CHANGE_REQUEST,
});

const claimRule = claimRules(changeRequestResourceRef);

const isRequester = claimRule(
  'IS_REQUESTER',
  'Allow those who requested the change',
  'requester',
);
const isImplementer = claimRule(
  'IS_IMPLEMENTER',
  'Allow those who implement the change',
  'implementer',
);
const isOwnerOfCi = claimRule(
  'IS_OWNER_OF_CI',
  'Allow the owners of any configuration item of the change',
  'itemOwners',
);
const inApproverGroup = claimRule(
  'IN_APPROVER_GROUP',
  'Allow members of a group whose approval the change needs',
  'approverGroups',
);

/** Every rule, for the permissions registry. */
export const changeRequestRules = {
  isRequester,
  isImplementer,
  isOwnerOfCi,
  inApproverGroup,
};

/** For policy authors: `changeRequestConditions.isRequester({ claims })`. */
export const {
  conditions: changeRequestConditions,
  createConditionalDecision: createChangeRequestConditionalDecision,
} = createConditionExports({
  resourceRef: changeRequestResourceRef,
  rules: changeRequestRules,
});
