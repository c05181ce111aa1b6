import {
  changeApprovePermission,
  changeCommentPermission,
  changeEmergencyPermission,
  changeImplementPermission,
  changeReadPermission,
  changeUpdatePermission,
} from '@countersign/plugin-change-management-common';
import {
  ChangeRequestFilter,
  ChangeRequestResource,
  changeRequestResourceRef,
} from '@countersign/plugin-change-management-node';
import {
  Authorizer as AuthorizerOf,
  RecordKind,
  Rights as RightsOf,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import { StoredChange } from '../database/changeRows';
import { NewChange } from '../database/ChangeStore';

const permissions = {
  read: changeReadPermission,
  comment: changeCommentPermission,
  update: changeUpdatePermission,
  approve: changeApprovePermission,
  implement: changeImplementPermission,
  emergency: changeEmergencyPermission,
} as const;

/** What somebody may do with a change. */
export type Right = keyof typeof permissions;

/** A change as the permission rules see it. */
export function resourceOf(stored: StoredChange): ChangeRequestResource {
  const { requester, implementer, planAuthors, team } = stored.change;
  return {
    requester,
    implementer,
    planAuthors,
    team,
    itemOwners: stored.itemOwners,
    approverGroups: [...new Set(stored.requirements.map(r => r.group))],
  };
}

/** The same of a change that is about to be opened. */
export function resourceOfNew(
  draft: Omit<NewChange, 'id'>,
): ChangeRequestResource {
  return {
    requester: draft.requester,
    implementer: draft.implementer,
    planAuthors: draft.planAuthors ?? [],
    team: draft.team,
    itemOwners: draft.itemOwners ?? [],
    approverGroups: [],
  };
}

/** Changes as permissions speak of them. */
export const changeKind: RecordKind<
  Right,
  StoredChange,
  ChangeRequestResource,
  ChangeRequestFilter
> = {
  ref: changeRequestResourceRef,
  permissions,
  inPerson: ['approve'],
  resourceOf,
  nameOf: stored => stored.change.number,
  words: {
    one: 'change',
    all: 'changes',
    rights: {
      read: 'read',
      comment: 'comment on',
      update: 'update',
      approve: 'approve',
      implement: 'implement',
      emergency: 'take the emergency way for',
    },
  },
};

/** What one caller may do with changes. */
export type Rights = RightsOf<
  Right,
  StoredChange,
  ChangeRequestResource,
  ChangeRequestFilter
>;

/** Asks who may do what with changes. */
export type Authorizer = AuthorizerOf<Rights>;

/** For what runs inside the plugin on nobody's request. */
export const trustingAuthorizer: Authorizer = trustingAuthorizerOf(changeKind);
