import { RootConfigService } from '@backstage/backend-plugin-api';
import { configuredProblems } from '@countersign/plugin-governance-common';
import {
  readSharedSettings,
  SettingsReader,
} from '@countersign/plugin-governance-node';
import {
  ErrorBudgetPolicy,
  ErrorBudgetRules,
  errorBudgetRulesSchema,
  errorBudgetVocabulary,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';

/**
 * Reads `serviceLevels.errorBudget` from the configuration: the policies, and what holds while nobody can say how budgets
 * stand.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readErrorBudgetRules(
  config: RootConfigService,
): ErrorBudgetRules {
  const { environments } = readSharedSettings(config);
  return new SettingsReader(config, 'serviceLevels').read(
    'errorBudget',
    errorBudgetRulesSchema.superRefine(({ policies }, context) =>
      errorBudgetProblems(policies, environments).forEach(({ path, message }) =>
        context.addIssue({
          code: 'custom',
          path: ['policies', ...path],
          message,
        }),
      ),
    ),
    {},
  );
}

/** What of policies speaks of an environment that this portal does not have. */
export function errorBudgetProblems(
  policies: readonly ErrorBudgetPolicy[],
  environments: readonly string[],
): { path: z.core.$ZodIssue['path']; message: string }[] {
  return policies.flatMap(({ match }, i) =>
    configuredProblems(match, errorBudgetVocabulary, { environments }).map(
      ({ path, message }) => ({ path: [i, 'match', ...path], message }),
    ),
  );
}
