/**
 * OpenSLO v1 as its specification has it, https://github.com/OpenSLO/OpenSLO. Keys that it does not know are found by
 * these schemas and told as warnings, so that extensions of others do no harm.
 */
import { z } from 'zod';
import { durationHint, readDuration } from '../window';

const text = z.string().max(10_000);

/** RFC 1123 label, as the specification demands. */
export const sloNameSchema = z
  .string()
  .max(63, 'Too long: a name has at most 63 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'Not a name: use lower-case letters, digits and hyphens, as in checkout-availability',
  );

const metadataSchema = z.strictObject({
  name: z.string().min(1).max(253),
  displayName: text.optional(),
  labels: z.record(z.string(), z.union([text, z.array(text)])).optional(),
  annotations: z.record(z.string(), text).optional(),
});

const durationSchema = z
  .string()
  .refine(value => readDuration(value) !== undefined, {
    error: `Not a duration: write ${durationHint}`,
  });

const weightHint =
  'A weight is from 0.000001 to 1000000: only how it stands to the others matters';

const operatorSchema = z.enum(['lte', 'gte', 'lt', 'gt']);

const metricSchema = z.strictObject({
  metricSource: z.strictObject({
    metricSourceRef: z.string().min(1).optional(),
    type: z.string().min(1).optional(),
    spec: z.record(z.string(), z.unknown()),
  }),
});

const indicatorSpecSchema = z.strictObject({
  description: text.optional(),
  thresholdMetric: metricSchema.optional(),
  ratioMetric: z
    .strictObject({
      counter: z.boolean().optional(),
      good: metricSchema.optional(),
      bad: metricSchema.optional(),
      total: metricSchema.optional(),
      rawType: z.enum(['success', 'failure']).optional(),
      raw: metricSchema.optional(),
    })
    .optional(),
});

const inlineIndicatorSchema = z.strictObject({
  metadata: metadataSchema,
  spec: indicatorSpecSchema,
});

const conditionSpecSchema = z.strictObject({
  description: text.optional(),
  severity: z.string().min(1),
  condition: z.strictObject({
    kind: z.literal('burnrate'),
    op: operatorSchema,
    threshold: z.number().positive(),
    lookbackWindow: durationSchema,
    alertAfter: durationSchema.optional(),
  }),
});

const targetSpecSchema = z.strictObject({
  description: text.optional(),
  target: z.string().min(1),
});

/** A document inside another: complete, except that its version is that of the document around it. */
function inline<Spec extends z.ZodType>(kind: string, spec: Spec) {
  return z.strictObject({
    apiVersion: z.literal('openslo/v1').optional(),
    kind: z.literal(kind),
    metadata: metadataSchema,
    spec,
  });
}

const policySpecSchema = z.strictObject({
  description: text.optional(),
  alertWhenNoData: z.boolean().optional(),
  alertWhenResolved: z.boolean().optional(),
  alertWhenBreaching: z.boolean().optional(),
  conditions: z
    .array(
      z.union([
        z.strictObject({ conditionRef: z.string().min(1) }),
        inline('AlertCondition', conditionSpecSchema),
      ]),
    )
    .length(1, 'OpenSLO allows exactly one condition a policy'),
  notificationTargets: z
    .array(
      z.union([
        z.strictObject({ targetRef: z.string().min(1) }),
        inline('AlertNotificationTarget', targetSpecSchema),
      ]),
    )
    .default([]),
});

const objectiveSchema = z.strictObject({
  displayName: text.optional(),
  op: operatorSchema.optional(),
  value: z.number().optional(),
  target: z.number().optional(),
  targetPercent: z.number().optional(),
  timeSliceTarget: z.number().optional(),
  timeSliceWindow: durationSchema.optional(),
  indicator: inlineIndicatorSchema.optional(),
  indicatorRef: z.string().min(1).optional(),
  compositeWeight: z
    .number()
    .min(1e-6, weightHint)
    .max(1e6, weightHint)
    .optional(),
});

const timeWindowSchema = z.strictObject({
  duration: durationSchema,
  isRolling: z.boolean().optional(),
  calendar: z
    .strictObject({ startTime: z.string(), timeZone: z.string() })
    .optional(),
});

const sloSpecSchema = z.strictObject({
  description: text.optional(),
  service: z.string().min(1),
  indicator: inlineIndicatorSchema.optional(),
  indicatorRef: z.string().min(1).optional(),
  timeWindow: z.array(timeWindowSchema).length(1, 'Give exactly one window'),
  budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
  objectives: z.array(objectiveSchema).min(1, 'Give at least one objective'),
  alertPolicies: z
    .array(
      z.union([
        z.string().min(1),
        z.strictObject({ alertPolicyRef: z.string().min(1) }),
        inline('AlertPolicy', policySpecSchema),
      ]),
    )
    .default([]),
});

function document<Kind extends string, Spec extends z.ZodType>(
  kind: Kind,
  spec: Spec,
) {
  return z.strictObject({
    apiVersion: z.literal('openslo/v1'),
    kind: z.literal(kind),
    metadata: metadataSchema,
    spec,
  });
}

/** By kind, what a document has to look like. */
export const documentSchemas = {
  SLO: document('SLO', sloSpecSchema),
  SLI: document('SLI', indicatorSpecSchema),
  DataSource: document(
    'DataSource',
    z.strictObject({
      description: text.optional(),
      type: z.string().min(1),
      // A mapping in the specification, a list in its examples. Where a source is, configuration says.
      connectionDetails: z.unknown().optional(),
    }),
  ),
  AlertPolicy: document('AlertPolicy', policySpecSchema),
  AlertCondition: document('AlertCondition', conditionSpecSchema),
  AlertNotificationTarget: document(
    'AlertNotificationTarget',
    targetSpecSchema,
  ),
  Service: document(
    'Service',
    z.strictObject({ description: text.optional() }),
  ),
} as const;

export type SloKind = keyof typeof documentSchemas;
export const sloKinds = Object.keys(documentSchemas) as SloKind[];

export type OpenSlo<Kind extends SloKind> = z.infer<
  (typeof documentSchemas)[Kind]
>;
export type Metric = z.infer<typeof metricSchema>;
export type IndicatorSpec = z.infer<typeof indicatorSpecSchema>;
export type ObjectiveSpec = z.infer<typeof objectiveSchema>;
export type ConditionSpec = z.infer<typeof conditionSpecSchema>;
