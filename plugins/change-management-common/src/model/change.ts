import { z } from 'zod';
import {
  commitSchema,
  entityRefSchema,
  linkSchema,
  slugSchema,
  textSchema,
  timeWindowSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { stackSchema } from './stack';

export type { ChangeSummary, Change } from '../answers/change';

/** The states of ServiceNow's change model, in the order in which a change passes through them. */
export const changeStates = [
  'new',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
  'canceled',
] as const;
export type ChangeState = (typeof changeStates)[number];

/**
 * `retrospective` is opened by reconciliation only, for a deployment that no approved change covers;
 * a person chooses among the other three.
 */
export const changeTypes = [
  'normal',
  'standard',
  'emergency',
  'retrospective',
] as const;
export type ChangeType = (typeof changeTypes)[number];
export const requestableChangeTypes = [
  'normal',
  'standard',
  'emergency',
] as const;

export const closeCodes = [
  'successful',
  'successful_issues',
  'unsuccessful',
] as const;
export type CloseCode = (typeof closeCodes)[number];

export const changeCategories = [
  'software',
  'infrastructure',
  'database',
  'network',
  'security',
  'access',
  'configuration',
  'other',
] as const;
export type ChangeCategory = (typeof changeCategories)[number];

/**
 * Where the approvals of a change stand. `due` is an emergency change that went ahead and still needs its approval;
 * `void` is one whose approvals were voided by a material edit.
 */
export const approvalStatuses = [
  'not_requested',
  'pending',
  'changes_requested',
  'due',
  'approved',
  'rejected',
  'void',
  'preapproved',
] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

/** Where a change came from. Fields of an automatic change after `reference/itsm.md`, Terraform. */
export const changeSourceSchema = z.object({
  kind: z.enum([
    'portal',
    'cli',
    'scaffolder',
    'api',
    'demo',
    'reconciliation',
  ]),
  /** Unique within the kind and repository: the run id of a pipeline. */
  runId: textSchema.min(1).max(200).optional(),
  repository: textSchema.min(1).max(500).optional(),
  pullRequest: textSchema.min(1).max(500).optional(),
  ...stackSchema.shape,
});
export type ChangeSource = z.infer<typeof changeSourceSchema>;

const prose = textSchema.max(20_000);

/** What a person or a pipeline says of a change; everything else the service derives. */
export const writtenFieldsSchema = z.object({
  title: textSchema
    .min(3, 'must be at least 3 characters long')
    .max(200, 'must be 200 characters long at most'),
  description: prose,
  category: z.enum(changeCategories),
  environment: slugSchema,
  /** The configuration items: catalog entities. */
  items: z.array(entityRefSchema).min(1).max(200),
  implementer: userRefSchema.optional(),
  window: timeWindowSchema.optional(),
  justification: prose,
  implementationPlan: prose,
  testPlan: prose,
  backoutPlan: prose,
  links: z.array(linkSchema).max(50),
  /** It restores or protects what a service promises: the one kind of change that goes ahead when an error budget is spent. */
  reliabilityFix: z.boolean(),
  /** The commit that is deployed. */
  commit: commitSchema.optional(),
});

/** The same of a new change, where what is left out has a default. */
export const changeFieldsSchema = writtenFieldsSchema.extend({
  description: prose.default(''),
  category: writtenFieldsSchema.shape.category.default('software'),
  justification: prose.default(''),
  implementationPlan: prose.default(''),
  testPlan: prose.default(''),
  backoutPlan: prose.default(''),
  links: writtenFieldsSchema.shape.links.default([]),
  reliabilityFix: z.boolean().default(false),
});
export type ChangeFields = z.infer<typeof changeFieldsSchema>;
