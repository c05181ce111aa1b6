import { z } from 'zod';
import {
  commitSchema,
  entityRefSchema,
  flag,
  instantSchema,
  sha256DigestSchema,
  slugSchema,
  textSchema,
  timeWindowSchema,
  userRefSchema,
  webAddressSchema,
  many,
} from '@countersign/plugin-governance-common';
import { commitTimeProblem } from '../deployments/committed';
import {
  approvalPoliciesSchema,
  changeFieldsSchema,
  changeNumberSchema,
  changeSourceSchema,
  closeCodes,
  deploymentOutcomes,
  requestableChangeTypes,
  stackSchema,
  writtenFieldsSchema,
} from '../model';

const note = textSchema.max(20_000);
const requiredNote = note.min(3);
/** The optimistic lock: the version the caller saw. */
const version = z.int().min(1);

/**
 * `terraform show -json`, as it came; it is parsed and redacted before anything is stored. Not copied member by member,
 * which would lose one named `__proto__`.
 */
const terraformPlanSchema = z
  .unknown()
  .refine(
    plan => typeof plan === 'object' && plan !== null && !Array.isArray(plan),
    'must be a JSON object, as `terraform show -json` prints it',
  )
  .transform(plan => plan as Record<string, unknown>)
  .meta({ type: 'object', additionalProperties: {} });

export const createChangeRequestSchema = z.strictObject({
  ...changeFieldsSchema.shape,
  type: z.enum(requestableChangeTypes).default('normal'),
  /** Taken from the plan's addresses when absent. */
  items: changeFieldsSchema.shape.items.optional(),
  /** A pipeline names the person it acts for; a person is always their own requester. */
  requester: userRefSchema.optional(),
  planAuthors: z.array(userRefSchema).max(50).default([]),
  source: changeSourceSchema.optional(),
  template: textSchema.max(100).optional(),
  plan: terraformPlanSchema.optional(),
  /** Instead of `plan`: one uploaded before by the same caller through `POST /plans`. */
  planDigest: sha256DigestSchema.optional(),
  /** Submit at once. */
  submit: z.boolean().default(false),
});
export type CreateChangeRequest = z.input<typeof createChangeRequestSchema>;

/** An edit says what differs; what it leaves out stays, and `null` clears. */
export const updateChangeRequestSchema = z.strictObject({
  version,
  ...writtenFieldsSchema.partial().shape,
  window: timeWindowSchema.nullish(),
  implementer: userRefSchema.nullish(),
  commit: commitSchema.nullish(),
  /** Only in New. */
  type: z.enum(requestableChangeTypes).optional(),
  /** Only in New: the template of a standard change, at its present version. */
  template: textSchema.max(100).optional(),
});
export type UpdateChangeRequest = z.input<typeof updateChangeRequestSchema>;

/** Bodies of `POST /changes/:number/<verb>`. */
export const verbSchemas = {
  submit: z.strictObject({ version }),
  /** Assess → Authorize: ask for approval. */
  authorize: z.strictObject({ version }),
  approve: z.strictObject({
    /** What the approver saw; refused when it is no longer what stands there. */
    subjectDigest: sha256DigestSchema,
    /** In whose name, when the approver could act for several groups. */
    group: entityRefSchema.optional(),
    comment: note.optional(),
  }),
  reject: z.strictObject({
    subjectDigest: sha256DigestSchema,
    group: entityRefSchema.optional(),
    comment: requiredNote,
  }),
  /** Before the start, an approver takes their approval back. */
  withdraw: z.strictObject({ version, comment: note.optional() }),
  /** An approver says what has to be different before they approve: the change does not go ahead, and nothing is void. */
  'request-changes': z.strictObject({
    subjectDigest: sha256DigestSchema,
    group: entityRefSchema.optional(),
    comment: requiredNote,
  }),
  /** Whoever requested changes has none to request any more. */
  'withdraw-request': z.strictObject({ version, comment: note.optional() }),
  /** Whoever somebody else named as implementer or plan author says that they are not. */
  decline: z.strictObject({ version }),
  start: z.strictObject({ version }),
  complete: z.strictObject({ version, notes: note.optional() }),
  close: z.strictObject({
    version,
    code: z.enum(closeCodes),
    notes: requiredNote,
  }),
  cancel: z.strictObject({ version, reason: requiredNote }),
  hold: z.strictObject({ version, reason: requiredNote }),
  resume: z.strictObject({ version }),
  comment: z.strictObject({ text: note.min(1) }),
  'accept-conflict': z.strictObject({
    version,
    key: textSchema.min(1).max(500),
    justification: requiredNote,
  }),
  plan: z.strictObject({
    version,
    plan: terraformPlanSchema,
    commit: commitSchema.optional(),
  }),
} as const;
export type ChangeVerb = keyof typeof verbSchemas;
export const changeVerbs = Object.keys(verbSchemas) as ChangeVerb[];
export type VerbBody<V extends ChangeVerb> = z.input<(typeof verbSchemas)[V]>;

/**
 * `POST /plans`: read, redact and keep a plan for a change that is about to be opened, so that the plan itself never
 * passes through a form's stored parameters.
 */
export const uploadPlanRequestSchema = z.strictObject({
  plan: terraformPlanSchema,
});
export type UploadPlanRequest = z.input<typeof uploadPlanRequestSchema>;

/** A draft to be judged before it is filed: risk, conflicts, approvers and a free slot. */
export const previewRequestSchema = z.strictObject({
  ...createChangeRequestSchema.omit({ submit: true }).partial().shape,
  /** The change being edited, so that it does not conflict with itself. */
  number: changeNumberSchema.optional(),
});
export type PreviewRequest = z.input<typeof previewRequestSchema>;

export const gateRequestSchema = z
  .strictObject({
    /** The change, or else the plan digest finds it. */
    change: changeNumberSchema.optional(),
    planDigest: sha256DigestSchema.optional(),
    commit: commitSchema.optional(),
    environment: slugSchema.optional(),
    /** Where it is about to be applied. */
    stack: stackSchema.optional(),
  })
  .refine(r => r.change !== undefined || r.planDigest !== undefined, {
    message: 'name the change, or give the plan digest that finds it',
  });
export type GateRequest = z.input<typeof gateRequestSchema>;

export const deploymentReportSchema = z
  .strictObject({
    /** Unique per source: a repeated report is the same deployment. */
    externalId: textSchema.min(1).max(300),
    change: changeNumberSchema.optional(),
    environment: slugSchema,
    items: z.array(entityRefSchema).max(200).default([]),
    outcome: z.enum(deploymentOutcomes),
    planDigest: sha256DigestSchema.optional(),
    commit: commitSchema.optional(),
    /** When that commit was made: from here the lead time counts. */
    committedAt: instantSchema.optional(),
    /** Where it was applied. */
    stack: stackSchema.optional(),
    startedAt: instantSchema,
    finishedAt: instantSchema,
    gateDecisionId: z.uuid().optional(),
    url: webAddressSchema.optional(),
    notes: note.optional(),
    /** Who deployed, when a pipeline reports for a person. */
    deployer: userRefSchema.optional(),
  })
  .refine(r => r.startedAt <= r.finishedAt, {
    message: 'a deployment cannot finish before it starts',
    path: ['finishedAt'],
  })
  .refine(r => r.committedAt === undefined || r.commit !== undefined, {
    message: 'name the commit that was made then, as commit',
    path: ['committedAt'],
  })
  .superRefine(({ committedAt, startedAt }, context) => {
    const problem =
      committedAt === undefined
        ? undefined
        : commitTimeProblem(committedAt, startedAt);
    if (problem) {
      context.addIssue({
        code: 'custom',
        message: problem,
        path: ['committedAt'],
      });
    }
  });
export type DeploymentReport = z.input<typeof deploymentReportSchema>;

export const listDeploymentsQuerySchema = z.strictObject({
  change: changeNumberSchema.optional(),
  /** Those that touched any of them. */
  item: many(entityRefSchema),
  /** Those that began in the period: `startedFrom` belongs to it, `startedTo` does not. */
  startedFrom: instantSchema.optional(),
  startedTo: instantSchema.optional(),
  verdict: many(
    z.enum(['authorised', 'unauthorised', 'out_of_window', 'scope_exceeded']),
  ),
  limit: z.coerce.number().int().min(1).max(1000).default(25),
  cursor: z.string().max(1000).optional(),
});
export type ListDeploymentsQuery = z.input<typeof listDeploymentsQuerySchema>;

/** What of the deployments that began in a period figures are made of. */
export const listDeploymentOutcomesQuerySchema = z.strictObject({
  startedFrom: instantSchema,
  /** It does not belong to the period. */
  startedTo: instantSchema,
  environment: slugSchema.optional(),
  /** Those that touched any of them. */
  item: many(entityRefSchema),
  /** Whether each says what it touched. */
  withItems: flag,
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
  cursor: z.string().max(1000).optional(),
});
/** As a caller writes it. */
export type ListDeploymentOutcomesQuery = z.input<
  typeof listDeploymentOutcomesQuerySchema
>;

export const calendarQuerySchema = z
  .strictObject({
    from: instantSchema,
    to: instantSchema,
    team: many(entityRefSchema),
    item: many(entityRefSchema),
    environment: many(slugSchema),
  })
  .refine(q => q.from < q.to, {
    message: 'to must be after from',
    path: ['to'],
  });
export type CalendarQuery = z.input<typeof calendarQuerySchema>;

export const metricsQuerySchema = z.strictObject({
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  team: many(entityRefSchema),
  environment: many(slugSchema),
});
export type MetricsQuery = z.input<typeof metricsQuerySchema>;

export const policyReplayRequestSchema = z.strictObject({
  policies: approvalPoliciesSchema,
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  limit: z.int().min(1).max(5000).default(500),
});
export type PolicyReplayRequest = z.input<typeof policyReplayRequestSchema>;
