import {
  createConditionExports,
  createPermissionResourceRef,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_EVIDENCE_RUN } from '@countersign/plugin-compliance-evidence-common';
import {
  claimRules,
  PropertyFilter,
} from '@countersign/plugin-governance-node';

/** A run as permission rules see it. */
export interface RunResource {
  requestedBy: string;
}

/** What a rule asks of a list. */
export interface RunFilter extends PropertyFilter {
  property: keyof RunResource;
}

/** Runs as the permission framework finds them. */
export const runResourceRef = createPermissionResourceRef<
  RunResource,
  RunFilter
>().with({
  pluginId: 'compliance-evidence',
  resourceType: RESOURCE_TYPE_EVIDENCE_RUN,
});

const claimRule = claimRules(runResourceRef);

/** Every rule, for the permissions registry. */
export const runRules = {
  isRequester: claimRule(
    'IS_REQUESTER',
    'Allow who asked for the run',
    'requestedBy',
  ),
};

/** For policy authors: `runConditions.isRequester({ claims })`. */
export const {
  conditions: runConditions,
  createConditionalDecision: createRunConditionalDecision,
} = createConditionExports({ resourceRef: runResourceRef, rules: runRules });
