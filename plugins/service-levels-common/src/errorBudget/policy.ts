import {
  entityRefSchema,
  strictly,
  textSchema,
} from '@countersign/plugin-governance-common';
import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { errorBudgetPredicateSchema } from './vocabulary';

/** Which changes a policy lets through, the least strict first. */
export const budgetDemands = ['any', 'reliability'] as const;
export type BudgetDemand = (typeof budgetDemands)[number];

const count = z.int().min(1).max(20).default(1);

/** Who has to approve beside those that the approval policies ask. */
const lineSchema = z.union(
  [
    strictly({
      group: entityRefSchema.refine(
        ref => /^(group|user):/.test(ref),
        'must be a group or a person, such as group:default/sre',
      ),
      count,
    }),
    strictly({ ownersOf: z.enum(['items', 'objective']), count }),
  ],
  {
    error:
      'must have either group, such as group:default/sre, or ownersOf: items or objective',
  },
);

export const errorBudgetPolicySchema = strictly({
  name: textSchema.min(1).max(100),
  description: textSchema.max(1000).optional(),
  /** A Backstage filter predicate over a `BudgetSubject`; absent matches everything. */
  match: errorBudgetPredicateSchema.optional(),
  /** How the budget has to stand besides; a figure that nobody knows meets nothing. */
  when: strictly({
    /** Share of the budget that is left, at most: 0 is a budget that is spent, 0.25 a quarter that is left. */
    leftAtMost: z.number().max(1).optional(),
    /** So many times as fast as it lasts, and faster. */
    burnRateAbove: z.number().min(0).optional(),
  }).optional(),
  /** `any`: all changes may go ahead. `reliability`: reliability fixes and emergencies only. */
  allow: z.enum(budgetDemands).default('any'),
  require: z.array(lineSchema).max(20).default([]),
});
export type ErrorBudgetPolicy = z.output<typeof errorBudgetPolicySchema>;

/** In order: of each objective the first policy that matches applies; where none does, nothing is demanded. */
export const errorBudgetPoliciesSchema = z
  .array(errorBudgetPolicySchema)
  .max(200)
  .refine(ps => new Set(ps.map(p => p.name)).size === ps.length, {
    message: 'policy names must be unique',
  })
  .superRefine((policies, context) => {
    const last = policies.findIndex(
      ({ match, when }) => match === undefined && when === undefined,
    );
    if (last < 0) return;
    policies.slice(last + 1).forEach(({ name }, i) =>
      context.addIssue({
        code: 'custom',
        path: [last + 1 + i],
        message: `${name} never applies: ${policies[last].name} before it matches everything. Put what matches everything last`,
      }),
    );
  });

/** What holds while nobody can say how budgets stand. */
export const whenUnavailableSchema = strictly({
  allow: z.enum(budgetDemands),
  require: z
    .array(
      strictly({
        group: entityRefSchema.refine(
          ref => /^(group|user):/.test(ref),
          'must be a group or a person, such as group:default/sre',
        ),
        count,
      }),
    )
    .max(20)
    .default([]),
});

export const errorBudgetRulesSchema = strictly({
  policies: errorBudgetPoliciesSchema.default([]),
  /** Refuses more rather than less where it is not said. */
  whenUnavailable: whenUnavailableSchema.default({
    allow: 'reliability',
    require: [],
  }),
});
/** The error budget policies, and what holds when budgets cannot be asked about. */
export type ErrorBudgetRules = z.output<typeof errorBudgetRulesSchema>;

/** The version of a set of rules: any edit, and any change of the order, is another digest. */
export function errorBudgetRulesDigest(rules: ErrorBudgetRules): Sha256Digest {
  return digestOf(JSON.parse(JSON.stringify(rules)));
}
