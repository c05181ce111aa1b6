import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import {
  entityRefSchema,
  predicateOver,
  strictly,
  Vocabulary,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { AlertSignal, alertSeverities, intakeKinds } from './signal';

const text = { holds: 'text', always: false } as const;

/** What a rule can say of an alert. */
export const signalVocabulary: Vocabulary = {
  integration: { ...text, always: true },
  kind: {
    holds: 'text',
    values: [...intakeKinds, 'service-levels'],
    always: true,
  },
  condition: { ...text, always: true, example: 'DiskFull' },
  title: { ...text, always: true },
  severity: { holds: 'text', values: alertSeverities, always: false },
  'labels.*': text,
  'annotations.*': text,
  'resource.*': text,
};

/** A predicate over alerts. */
export const signalPredicateSchema = predicateOver(
  signalVocabulary,
  'an alert',
);

/** An alert as rules see it. */
export type SignalView = Pick<
  AlertSignal,
  'condition' | 'title' | 'labels' | 'annotations' | 'resource' | 'hints'
> & { integration: string; kind: string; severity?: string };

/** The alert as rules see it. */
export function signalView(
  signal: AlertSignal,
  { integration, kind }: { integration: string; kind: string },
): SignalView {
  const { condition, title, labels, annotations, resource, hints } = signal;
  return {
    ...{ integration, kind, condition, title, labels, annotations, resource },
    hints,
    ...(signal.severity && { severity: signal.severity }),
  };
}

/** A dollar before it is taken too, as a configuration may write it where it is not read as an environment variable. */
const PLACEHOLDER = /\$?\{([^}]*)\}/g;
const placeholder = /^(labels|annotations|resource)\.(.+)$/;

const templateSchema = z
  .string()
  .min(1)
  .max(500)
  .superRefine((template, context) => {
    for (const [whole, name] of template.matchAll(PLACEHOLDER)) {
      if (!placeholder.test(name)) {
        context.addIssue({
          code: 'custom',
          message: `${whole} is unknown: write {labels.NAME}, {annotations.NAME} or {resource.NAME}`,
        });
      }
    }
    const example = template.replace(PLACEHOLDER, 'a');
    if (!entityRefSchema.safeParse(example).success) {
      context.addIssue({
        code: 'custom',
        message:
          'must become a full entity reference, such as component:default/{labels.service}',
      });
    }
  });

/** Says which entity of the catalog an alert is about. The first rule that leads to one counts. */
export const mappingRuleSchema = strictly({
  /** Absent, it is for every alert. */
  match: signalPredicateSchema.optional(),
  entity: templateSchema,
});
export type MappingRule = z.output<typeof mappingRuleSchema>;

/** What became of one rule, or of a word of the alert that may name its entity. */
export const mappingTrialSchema = z.object({
  /** Place of the rule in the configuration; absent for a word of the alert. */
  rule: z.int().optional(),
  /** What was looked for, where it came to that. */
  entityRef: z.string().optional(),
  outcome: z.enum(['taken', 'does-not-match', 'lacks', 'not-in-catalog']),
  /** What the alert lacks: `labels.service`. */
  lacks: z.string().optional(),
});
export type MappingTrial = z.output<typeof mappingTrialSchema>;

/** Which entity an alert is about, and how that was found, or why it was not. */
export interface MappingVerdict {
  entityRef?: string;
  trials: MappingTrial[];
}

/**
 * Finds the entity of an alert: by the rules in their order, and after them by the words in it that may name one.
 *
 * @param catalogHas - Whether the catalog has the entity.
 */
export function mapSignal(
  view: SignalView,
  rules: readonly MappingRule[],
  catalogHas: (entityRef: string) => boolean,
): MappingVerdict {
  const trials: MappingTrial[] = [];
  const look = (ref: string, rule?: number): string | undefined => {
    const { success, data } = entityRefSchema.safeParse(ref);
    const entityRef = success ? data : ref.slice(0, 260);
    const isThere = success && catalogHas(data);
    trials.push({
      rule,
      entityRef,
      outcome: isThere ? 'taken' : 'not-in-catalog',
    });
    return isThere ? data : undefined;
  };
  for (const [rule, { match, entity }] of rules.entries()) {
    if (match && !matchesView(match, view)) {
      trials.push({ rule, outcome: 'does-not-match' });
      continue;
    }
    const filled = fill(entity, view);
    if ('lacks' in filled) {
      trials.push({ rule, outcome: 'lacks', lacks: filled.lacks });
      continue;
    }
    const entityRef = look(filled.text, rule);
    if (entityRef) return { entityRef, trials };
  }
  for (const hint of view.hints) {
    const isRef = entityRefSchema.safeParse(hint).success;
    const entityRef = look(isRef ? hint : `component:default/${hint}`);
    if (entityRef) return { entityRef, trials };
  }
  return { trials };
}

/** Whether the predicate is about the alert. */
export function matchesView(match: FilterPredicate, view: object): boolean {
  return evaluateFilterPredicate(match, view as never);
}

function fill(
  template: string,
  view: SignalView,
): { text: string } | { lacks: string } {
  let lacks: string | undefined;
  const filled = template.replace(PLACEHOLDER, (_, path: string) => {
    const [, where, name] = placeholder.exec(path) ?? [];
    const words = view[where as 'labels' | 'annotations' | 'resource'] ?? {};
    const word = Object.hasOwn(words, name) ? words[name].trim() : '';
    if (!word) lacks ??= path;
    return word;
  });
  return lacks === undefined ? { text: filled } : { lacks };
}
