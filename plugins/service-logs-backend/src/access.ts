import {
  createConditionExports,
  createPermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  Authorizer as AuthorizerOf,
  claimRules,
  PropertyFilter,
  RecordKind,
  Rights,
} from '@countersign/plugin-governance-node';
import { LogEntity } from '@countersign/plugin-service-logs-node';
import {
  logExportPermission,
  logReadPermission,
  RESOURCE_TYPE_SERVICE_LOG,
} from '@countersign/plugin-service-logs-common';

/** The logs of an entity as permission rules see them. */
export interface LogResource {
  entityRef: string;
  /** Groups and people that the catalog says own it. */
  owners: string[];
  /** People who respond to an open incident on it, where the time that is asked for is that of the incident. */
  responders: string[];
}

/** What a rule asks for. */
export interface LogResourceFilter extends PropertyFilter {
  property: keyof LogResource;
}

/** The logs of entities as the permission framework finds them: by the reference of the entity. */
export const logResourceRef = createPermissionResourceRef<
  LogResource,
  LogResourceFilter
>().with({ pluginId: 'service-logs', resourceType: RESOURCE_TYPE_SERVICE_LOG });

const claimRule = claimRules(logResourceRef);

/** Every rule, for the permissions registry. */
export const logRules = {
  isOwner: claimRule(
    'IS_OWNER_OF_SERVICE',
    'Allow those who own the entity whose logs they are',
    'owners',
  ),
  isResponder: claimRule(
    'IS_RESPONDER',
    'Allow those who respond to an open incident on the entity, in the time of the incident',
    'responders',
  ),
};

/** For policy authors: `logConditions.isOwner({ claims })`. */
export const { conditions: logConditions } = createConditionExports({
  resourceRef: logResourceRef,
  rules: logRules,
});

/** What somebody may do with logs that they may read. */
export type LogRight = 'export';

/** An entity with logs, and who owns it. */
export interface OwnedEntity extends LogEntity {
  owners: string[];
  /** Absent where no incident counts. */
  responders?: string[];
}

/** Logs as permissions speak of them. */
export const logKind: RecordKind<
  LogRight,
  OwnedEntity,
  LogResource,
  LogResourceFilter
> = {
  ref: logResourceRef,
  permissions: { read: logReadPermission, export: logExportPermission },
  inPerson: [],
  resourceOf: ({ entityRef, owners, responders = [] }) => ({
    ...{ entityRef, owners, responders },
  }),
  nameOf: ({ entityRef }) => entityRef,
  words: {
    one: 'log of',
    all: 'logs',
    rights: { read: 'read the logs of', export: 'keep logs as evidence of' },
  },
};

/** What one caller may do with logs. */
export type LogRights = Rights<
  LogRight,
  OwnedEntity,
  LogResource,
  LogResourceFilter
>;
/** Asks who may do what with logs. */
export type Authorizer = AuthorizerOf<LogRights>;
