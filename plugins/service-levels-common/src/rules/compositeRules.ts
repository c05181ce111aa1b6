import { LEAST_EVENT } from '../arithmetic';
import { CompositionKind } from '../openslo';
import { promDuration } from '../promql';
import { CountedObjective, CountedParts } from './CountedObjective';
import {
  countedShareOf,
  heardName,
  Measured,
  selectorAt,
  StepPlace,
  stepName,
  stepRules,
} from './stepRules';
import { PrometheusRule, RuleOptions } from './types';

/** The rules that count one objective, in the order they have to be evaluated in. */
export function objectiveRules(
  counting: CountedObjective,
  labels: Record<string, string>,
  options: RuleOptions,
): PrometheusRule[] {
  const { counted, step } = counting;
  if (counted.kind === 'composite') {
    return compositeRules(counted, step, labels, options);
  }
  const place: StepPlace = { family: 'slo', labels, own: ['slo'] };
  return stepRules(counting as Measured, place, options);
}

/**
 * The steps of a composite from those of its parts. Its parts are counted here once more, by names of their own: what another
 * group records is of another moment. The operations are those of `composeSteps`, in the same order.
 */
function compositeRules(
  { how, parts }: CountedParts,
  step: number,
  labels: Record<string, string>,
  options: RuleOptions,
): PrometheusRule[] {
  const whole: StepPlace = { family: 'slo', labels, own: ['slo'] };
  const record = (
    { labels: own }: StepPlace,
    name: string,
    expr: string,
  ): PrometheusRule => ({ record: name, expr, labels: own });
  const placed = parts.map(({ objective, weight, counting }) => ({
    weight,
    counting: counting as Measured,
    place: {
      family: 'slo_part' as const,
      labels: { ...labels, part: objective },
      own: ['slo', 'part'],
    },
  }));
  const good = `slo_part:good:step${promDuration(step)}`;
  const total = stepName('total', step, 'slo_part');
  const isSliced = parts.some(({ counting }) => counting.slice !== undefined);
  const heard = isSliced ? heardName(step, 'slo_part') : total;
  const value = composed(
    how,
    placed.map(({ weight, place }) => ({
      weight,
      good: `sum(${selectorAt(place, good)})`,
    })),
  );
  return [
    ...placed.flatMap(({ counting, place }) => {
      const all = `(sum(${selectorAt(place, total)}) > 0)`;
      const bad = `sum(${selectorAt(
        place,
        stepName('bad', step, 'slo_part'),
      )})`;
      return [
        ...stepRules(counting, place, options),
        record(place, good, `clamp((${all} - ${bad}) / ${all}, 0, 1)`),
      ];
    }),
    record(whole, heardName(step), `sum(${selectorAt(whole, heard)})`),
    record(
      whole,
      stepName('total', step),
      `sum(${selectorAt(whole, total)} > 0)`,
    ),
    record(
      whole,
      stepName('bad', step),
      countedShareOf(
        `(1 - ${value}) * sum(${selectorAt(whole, stepName('total', step))})`,
        LEAST_EVENT,
      ),
    ),
  ];
}

/** The share of good events that shares make. Of a part that nobody used there is none: it changes nothing. */
function composed(
  how: CompositionKind,
  parts: readonly { weight: number; good: string }[],
): string {
  const joined = (operator: '*' | '+', exprs: string[]) => {
    const none = operator === '*' ? 1 : 0;
    return exprs
      .map(expr => `(${expr} or vector(${none}))`)
      .join(` ${operator} `);
  };
  switch (how) {
    case 'serial':
      return `(${joined(
        '*',
        parts.map(({ good }) => good),
      )})`;
    case 'parallel':
      return `(1 - ${joined(
        '*',
        parts.map(({ good }) => `(1 - ${good})`),
      )})`;
    default: {
      const weighed = parts.map(({ weight, good }) => `${weight} * ${good}`);
      const weights = parts.map(
        ({ weight, good }) => `${weight} * (${good} >= bool 0)`,
      );
      return `((${joined('+', weighed)}) / (${joined('+', weights)}))`;
    }
  }
}
