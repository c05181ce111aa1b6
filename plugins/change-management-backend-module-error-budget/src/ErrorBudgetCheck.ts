import {
  GateCheckInput,
  GateCheckSource,
  GateDemandAnswer,
} from '@countersign/plugin-change-management-node';
import { told } from '@countersign/plugin-governance-common';
import {
  ErrorBudgetRules,
  verdictWords,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelsService } from '@countersign/plugin-service-levels-node';

/** Before change management stops waiting. */
const TIMEOUT_MS = 2_500;

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

  async check({
    change,
    items,
    at,
    past,
  }: GateCheckInput): Promise<GateDemandAnswer | undefined> {
    const refs = items.map(({ entityRef }) => entityRef);
    if (refs.length === 0) return undefined;
    const verdict = await this.options.serviceLevels.judgeErrorBudget(
      { items: refs, change, ...(past && { at }) },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    const { allow, require, until, findings, basis } = verdict;
    if (findings.length === 0) return undefined;
    return {
      allows: allow,
      require,
      ...(until && { until }),
      ...told('text', verdictWords({ findings })),
      ...(basis !== undefined && { basis }),
    };
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
