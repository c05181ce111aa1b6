import {
  CallOptions,
  entityRefSchema,
  instantSchema,
  JsonClient,
  sentenceSchema,
  slugSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { objectiveStates } from '../engine/objectiveState';
import {
  budgetDemands,
  errorBudgetPoliciesSchema,
} from '../errorBudget/policy';
import { changeOutcomes, demandLevels } from '../errorBudget/replay';
import { budgetRelations } from '../errorBudget/vocabulary';

const digest = z.string();
const fromGroup = z.object({ group: z.string(), count: z.number() });
const policy = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  match: z.json().optional(),
  when: z
    .object({
      leftAtMost: z.number().optional(),
      burnRateAbove: z.number().optional(),
    })
    .optional(),
  allow: z.enum(budgetDemands),
  require: z.array(
    z.union([
      fromGroup,
      z.object({
        ownersOf: z.enum(['items', 'objective']),
        count: z.number(),
      }),
    ]),
  ),
});

export const errorBudgetPolicySetSchema = z.object({
  digest,
  policies: z.array(policy),
  whenUnavailable: z.object({
    allow: z.enum(budgetDemands),
    require: z.array(fromGroup),
  }),
  /** When it came into force. */
  activatedAt: z.string().optional(),
});
export type ErrorBudgetPolicySet = z.infer<typeof errorBudgetPolicySetSchema>;

const changeSchema = z.strictObject({
  type: z.enum(['normal', 'standard', 'emergency', 'retrospective']),
  category: slugSchema,
  environment: slugSchema,
  reliabilityFix: z.boolean().default(false),
});

/** Which change is asked about, and of when. */
export const judgeErrorBudgetSchema = z.strictObject({
  items: z.array(entityRefSchema).min(1).max(200),
  change: changeSchema,
  /** A moment in the past; now where it is absent. */
  at: instantSchema.optional(),
});
export type JudgeErrorBudget = z.input<typeof judgeErrorBudgetSchema>;

/** Of several changes at once: lists and pages ask about many. */
export const judgeErrorBudgetsSchema = z.strictObject({
  questions: z.array(judgeErrorBudgetSchema).min(1).max(200),
});
export type JudgeErrorBudgets = z.input<typeof judgeErrorBudgetsSchema>;

const figures = z.object({
  state: z.enum(objectiveStates),
  left: z.number().optional(),
  burnRate: z.number().optional(),
  measured: z.number(),
});

const demandedApproval = z.union([
  fromGroup,
  z.object({ ownersOf: z.literal('items'), count: z.number() }),
]);

/** What error budgets demand of a change. */
export const errorBudgetVerdictSchema = z.object({
  /** The moment it is about. */
  at: z.string(),
  policyDigest: digest,
  allow: z.enum(budgetDemands),
  require: z.array(demandedApproval),
  until: z.string().optional(),
  findings: z.array(
    z.object({
      objective: z.string(),
      component: z.string(),
      relation: z.enum(budgetRelations),
      policy: z.string(),
      allow: z.enum(budgetDemands),
      require: z.array(demandedApproval),
      budget: figures,
      until: z.string().optional(),
      sentence: sentenceSchema,
    }),
  ),
  /** Enough to derive it again: the policies in force, and what they looked at where one demands something. */
  basis: z.json().optional(),
});
export type ErrorBudgetVerdict = z.infer<typeof errorBudgetVerdictSchema>;

/** In the order of the questions. */
export const errorBudgetVerdictsSchema = z.object({
  verdicts: z.array(errorBudgetVerdictSchema),
});
export type ErrorBudgetVerdicts = z.infer<typeof errorBudgetVerdictsSchema>;

export const replayErrorBudgetSchema = z.strictObject({
  policies: errorBudgetPoliciesSchema,
  from: instantSchema,
  to: instantSchema,
  /** Only objectives of this component. */
  component: entityRefSchema.optional(),
  /** The change that would have been made; one of software, in the environment of the component. */
  change: changeSchema.partial().optional(),
});
export type ReplayErrorBudget = z.input<typeof replayErrorBudgetSchema>;

const applied = z.object({
  level: z.enum(demandLevels),
  policy: z.string().optional(),
});
const decided = z.object({
  outcome: z.enum(changeOutcomes),
  require: z.array(demandedApproval),
  /** Why; empty where nothing is demanded. */
  reason: sentenceSchema,
});
const levels = z.record(z.enum(demandLevels), z.number());

export const errorBudgetReplaySchema = z.object({
  currentDigest: digest,
  draftDigest: digest,
  /** Objectives looked at, and how many of them there are. */
  n: z.number(),
  of: z.number(),
  /** Of which the draft treats differently. */
  differing: z.number(),
  /** Changes that began in that time, as far as the caller sees them; absent where change management does not answer. */
  changes: z
    .object({
      /** How many were looked at. */
      n: z.number(),
      /** There are more, which began earlier. */
      capped: z.boolean(),
      /** Those that would have been decided otherwise, the latest first. */
      differing: z.array(
        z.object({
          number: z.string(),
          title: z.string(),
          /** When it began, by its window. */
          at: z.string(),
          before: decided,
          after: decided,
        }),
      ),
    })
    .optional(),
  rows: z.array(
    z.object({
      objective: z.string(),
      title: z.string(),
      component: z.string(),
      /** Milliseconds by what was demanded. */
      before: levels,
      after: levels,
      spans: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          before: applied,
          after: applied,
        }),
      ),
    }),
  ),
});
export type ErrorBudgetReplay = z.infer<typeof errorBudgetReplaySchema>;

/** Error budgets over HTTP, typed. */
export class ErrorBudgetClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  getErrorBudgetPolicies(options?: CallOptions) {
    return this.#client.get<ErrorBudgetPolicySet>(
      '/error-budget/policies',
      {},
      options,
    );
  }

  /** Nothing is written: what is answered is for whoever decides by it. */
  judgeErrorBudget(body: JudgeErrorBudget, options?: CallOptions) {
    return this.#client.post<ErrorBudgetVerdict>(
      '/error-budget/judge',
      body,
      options,
    );
  }

  /** The same of several changes, in their order. */
  judgeErrorBudgets(body: JudgeErrorBudgets, options?: CallOptions) {
    return this.#client.post<ErrorBudgetVerdicts>(
      '/error-budget/judge-all',
      body,
      options,
    );
  }

  replayErrorBudget(body: ReplayErrorBudget, options?: CallOptions) {
    return this.#client.post<ErrorBudgetReplay>(
      '/error-budget/policies/replay',
      body,
      options,
    );
  }
}
