import {
  GateCheckInput,
  GateCheckSource,
  GateDemandAnswer,
} from '@countersign/plugin-change-management-node';
import { told } from '@countersign/plugin-governance-common';
import {
  ErrorBudgetRules,
  ErrorBudgetVerdict,
  JudgeErrorBudget,
  verdictWords,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelsService } from '@countersign/plugin-service-levels-node';

/** Before change management stops waiting. */
const TIMEOUT_MS = 2_500;

/** So many changes are asked about in one request. */
const MOST_TOGETHER = 200;

/** Asks service levels what error budgets demand of a change. */
export class ErrorBudgetCheck implements GateCheckSource {
  readonly id = 'error-budget';
  readonly title = 'Error budget';

  constructor(
    private readonly options: {
      rules: Pick<ErrorBudgetRules, 'whenUnavailable'>;
      serviceLevels: ServiceLevelsService;
    },
  ) {}

  async check(input: GateCheckInput): Promise<GateDemandAnswer | undefined> {
    const question = questionOf(input);
    if (!question) return undefined;
    const { serviceLevels } = this.options;
    return answerOf(
      await serviceLevels.judgeErrorBudget(question, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
    );
  }

  async checkAll(
    inputs: readonly GateCheckInput[],
  ): Promise<readonly (GateDemandAnswer | undefined)[]> {
    const { serviceLevels } = this.options;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    // Changes of the same kind to the same items are one question.
    const questions = new Map<string, JudgeErrorBudget>();
    const asked = inputs.map(input => {
      const question = questionOf(input);
      const key = question && JSON.stringify(question);
      if (key !== undefined) questions.set(key, question!);
      return key;
    });
    const keys = [...questions.keys()];
    const answers = new Map<string, GateDemandAnswer | undefined>();
    for (let i = 0; i < keys.length; i += MOST_TOGETHER) {
      const some = keys.slice(i, i + MOST_TOGETHER);
      const { verdicts } = await serviceLevels.judgeErrorBudgets(
        { questions: some.map(key => questions.get(key)!) },
        { signal },
      );
      if (verdicts.length !== some.length) {
        throw new Error('Service levels did not answer each question');
      }
      some.forEach((key, k) => answers.set(key, answerOf(verdicts[k])));
    }
    return asked.map(key => (key === undefined ? undefined : answers.get(key)));
  }

  otherwise(): GateDemandAnswer | undefined {
    const { allow, require } = this.options.rules.whenUnavailable;
    if (allow === 'any' && require.length === 0) return undefined;
    const meanwhile =
      allow === 'reliability'
        ? 'only reliability fixes and emergencies go ahead'
        : 'a change needs more approvals';
    return {
      allows: allow,
      require,
      text: `Error budgets cannot be asked about; meanwhile, ${meanwhile}.`,
    };
  }
}

/** What service levels are asked; nothing where nothing is changed. */
function questionOf({
  change,
  items,
  at,
  past,
}: GateCheckInput): JudgeErrorBudget | undefined {
  const refs = items.map(({ entityRef }) => entityRef);
  return refs.length > 0
    ? { items: refs, change, ...(past && { at }) }
    : undefined;
}

function answerOf({
  allow,
  require,
  until,
  findings,
  basis,
}: ErrorBudgetVerdict): GateDemandAnswer | undefined {
  if (findings.length === 0) return undefined;
  return {
    allows: allow,
    require,
    ...(until && { until }),
    ...told('text', verdictWords({ findings })),
    ...(basis !== undefined && { basis }),
  };
}
