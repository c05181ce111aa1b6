import {
  createConditionExports,
  createPermissionResourceRef,
} from '@backstage/plugin-permission-node';
import { claimRules } from '@countersign/plugin-governance-node';
import { RESOURCE_TYPE_INCIDENT } from '@countersign/plugin-incident-management-common';

/** An incident as permission rules see it. */
export interface IncidentResource {
  /** Who owns what is hit. */
  team: string[];
  /** Who opened it. */
  reporter: string;
  /** Who leads it, speaks for it, writes it down. */
  responders: string[];
}

/** What a rule asks of a list: the property is, or holds, any of the values. */
export interface IncidentFilter {
  property: keyof IncidentResource;
  anyOf: string[];
}

/** Incidents as the permission framework finds them. */
export const incidentResourceRef = createPermissionResourceRef<
  IncidentResource,
  IncidentFilter
>().with({
  pluginId: 'incident-management',
  resourceType: RESOURCE_TYPE_INCIDENT,
});

const claimRule = claimRules(incidentResourceRef);

/** Every rule, for the permissions registry. */
export const incidentRules = {
  isOwner: claimRule(
    'IS_OWNER',
    'Allow the owners of what is hit first',
    'team',
  ),
  isReporter: claimRule(
    'IS_REPORTER',
    'Allow who declared the incident',
    'reporter',
  ),
  isResponder: claimRule(
    'IS_RESPONDER',
    'Allow those who have a role in the incident',
    'responders',
  ),
};

/** For policy authors: `incidentConditions.isOwner({ claims })`. */
export const {
  conditions: incidentConditions,
  createConditionalDecision: createIncidentConditionalDecision,
} = createConditionExports({
  resourceRef: incidentResourceRef,
  rules: incidentRules,
});
