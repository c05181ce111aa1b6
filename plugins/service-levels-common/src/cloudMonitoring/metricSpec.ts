import { didYouMean } from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** What a label has to be, or one of several. */
const labelSchema = z.union([z.string(), z.array(z.string()).min(1)]);

const LABEL = /^(metric|resource)\.labels\.[a-zA-Z_][a-zA-Z0-9_]*$/;

const labelsSchema = z
  .record(z.string(), labelSchema)
  .superRefine((labels, context) => {
    for (const label of Object.keys(labels).filter(each => !LABEL.test(each))) {
      context.addIssue({
        code: 'custom',
        path: [label],
        message:
          'must be like metric.labels.response_code_class or resource.labels.service_name',
      });
    }
  })
  .default({});

const typeName = z
  .string()
  .regex(
    /^[a-zA-Z0-9_./-]+$/,
    'must be a type such as run.googleapis.com/request_count',
  );

const metricSchema = z.strictObject({
  metric: typeName,
  resource: typeName.optional(),
  labels: labelsSchema,
  /** Of a distribution, the events up to an edge of it, in its own unit. */
  upTo: z.number().optional(),
});

const nativeSchema = z.strictObject({
  nativeSlo: z
    .string()
    .regex(
      /^projects\/[^/"]+\/services\/[^/"]+\/serviceLevelObjectives\/[^/"]+$/,
      'must be like projects/P/services/S/serviceLevelObjectives/O',
    ),
  events: z.enum(['good', 'bad', 'total']),
});

/** Counts of a metric of Cloud Monitoring. */
export type CloudMetricSpec = z.infer<typeof metricSchema>;
/** Counts of an objective that Cloud Monitoring has itself. */
export type CloudNativeSpec = z.infer<typeof nativeSchema>;

const keys = ['metric', 'resource', 'labels', 'upTo', 'nativeSlo', 'events'];

/**
 * What a definition has below `metricSource`, or what is wrong with it.
 *
 * @param project - the only one whose own objectives may be counted
 */
export function cloudMetricSpec(
  spec: Record<string, unknown>,
  project?: string,
): CloudMetricSpec | CloudNativeSpec | string {
  const other = Object.keys(spec).find(key => !keys.includes(key));
  if (other !== undefined) {
    return `There is no ${other} here${didYouMean(other, keys)}`;
  }
  const schema = 'nativeSlo' in spec ? nativeSchema : metricSchema;
  const result = schema.safeParse(spec);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    return `${path.join('.') || 'spec'}: ${message}`;
  }
  const { data } = result;
  if (
    project !== undefined &&
    'nativeSlo' in data &&
    data.nativeSlo.split('/')[1] !== project
  ) {
    return `nativeSlo: the source is of another project; its configuration names ${project}`;
  }
  return data;
}
