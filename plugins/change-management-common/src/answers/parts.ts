import { FilterPredicate } from '@backstage/filter-predicates';
import {
  CRITICALITY_TIERS,
  DATA_CLASSIFICATIONS,
} from '@countersign/plugin-cmdb-common';
import { z } from 'zod';
import { changeSourceSchema } from '../model/change';

/*
 * What several answers are made of. Answers are checked by what they are and not by what a request may say: the records of
 * a portal are older than its rules.
 */

export const digestSchema = z.templateLiteral([
  'sha256:',
  z.string().regex(/^[0-9a-f]{64}$/),
]);

/** From an instant to another. */
export const spanSchema = z.strictObject({
  start: z.string(),
  end: z.string(),
});

export const linkAnswerSchema = z.strictObject({
  title: z.string(),
  url: z.string(),
});

const stack = {
  workspace: z.string().optional(),
  directory: z.string().optional(),
  backend: z.string().optional(),
};
export const stackAnswerSchema = z.strictObject(stack);

export const sourceSchema = z.strictObject({
  kind: changeSourceSchema.shape.kind,
  runId: z.string().optional(),
  repository: z.string().optional(),
  pullRequest: z.string().optional(),
  ...stack,
});

/** A filter predicate of Backstage. */
export const predicateSchema = z.custom<FilterPredicate>(
  value => value !== undefined,
);

export const durationStatisticsSchema = z.strictObject({
  n: z.number(),
  median: z.number().optional(),
  p90: z.number().optional(),
});

export const rateStatisticsSchema = z.strictObject({
  n: z.number(),
  count: z.number(),
  /** `count / n`, absent when n is 0. */
  rate: z.number().optional(),
});

/** An item of the CMDB. */
export const configurationItemSchema = z.strictObject({
  entityRef: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  title: z.string(),
  type: z.string().optional(),
  lifecycle: z.string().optional(),
  owner: z.string().optional(),
  system: z.string().optional(),
  tier: z.enum(CRITICALITY_TIERS).optional(),
  environment: z.string().optional(),
  dataClassification: z.enum(DATA_CLASSIFICATIONS).optional(),
  soxScope: z.boolean(),
  version: z.string().optional(),
  stateful: z.boolean(),
  terraformAddresses: z.array(z.string()),
  problems: z.array(
    z.strictObject({
      annotation: z.string(),
      value: z.string(),
      message: z.string(),
    }),
  ),
});
