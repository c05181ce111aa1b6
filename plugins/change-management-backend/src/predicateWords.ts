import {
  ApprovalPolicy,
  policyVocabulary,
  StandardChangeTemplate,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import {
  configuredProblems,
  ConfiguredWords,
  FieldProblem,
  itemVocabulary,
} from '@countersign/plugin-governance-common';
import { environmentProblem } from '@countersign/plugin-governance-node';

/** The words of predicates that this portal's configuration decides. */
export function configuredWords({
  environments,
  itemKinds,
}: {
  environments: string[];
  itemKinds: string[];
}): Required<ConfiguredWords> {
  return { environments, kinds: itemKinds };
}

/**
 * What of approval policies speaks of an environment or a kind that this portal does not have, as the field `policies`
 * of a request.
 */
export function policyProblems(
  words: ConfiguredWords,
  policies: readonly ApprovalPolicy[],
): FieldProblem[] {
  return policies.flatMap(({ match }, i) =>
    configuredProblems(match, policyVocabulary, words).map(
      ({ path, message }) => ({
        field: ['policies', i, 'match', ...path].join('.'),
        message,
      }),
    ),
  );
}

/** Refuses approval policies of the configuration that do. */
export function inPolicies(words: ConfiguredWords) {
  return (policies: ApprovalPolicy[], context: z.RefinementCtx) =>
    policies.forEach(({ match }, i) =>
      addIssues(context, [i, 'match'], match, policyVocabulary, words),
    );
}

/** Refuses templates of standard changes that do, or that are for an environment there is not. */
export function inTemplates(words: Required<ConfiguredWords>) {
  return (templates: StandardChangeTemplate[], context: z.RefinementCtx) =>
    templates.forEach(({ match, environments }, i) => {
      addIssues(context, [i, 'match'], match, itemVocabulary, words);
      const message = environmentProblem(environments, words.environments);
      if (message) {
        const path = [i, 'environments'];
        context.addIssue({ code: 'custom', path, message });
      }
    });
}

function addIssues(
  context: z.RefinementCtx,
  within: (string | number)[],
  ...predicate: Parameters<typeof configuredProblems>
): void {
  for (const { path, message } of configuredProblems(...predicate)) {
    context.addIssue({ code: 'custom', path: [...within, ...path], message });
  }
}
