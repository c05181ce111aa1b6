import {
  ConditionOf,
  NextStepOf,
  person,
  Phrase,
  record,
  say,
  time,
  told,
} from '@countersign/plugin-governance-common';
import type { AlertView, ObjectiveDetail } from '../api';

/** What a person can do about an objective on its page. */
export const objectiveVerbs = ['acknowledge'] as const;
export type ObjectiveVerb = (typeof objectiveVerbs)[number];

/** What the next step of an objective follows from. */
export type ObjectiveFacts = Pick<
  ObjectiveDetail,
  | 'state'
  | 'problem'
  | 'owner'
  | 'source'
  | 'heardAt'
  | 'pairs'
  | 'alerts'
  | 'definition'
>;

type Condition = ConditionOf<ObjectiveVerb>;

const words: Record<ObjectiveDetail['state'], string> = {
  exhausted: 'The budget is spent. Only what restores it should change now.',
  burning: 'The budget is burning. Find out what burns it, and stop it.',
  inconsistent: 'The counts contradict each other. Mend the definition.',
  'no-data': 'Nothing is heard. Find out whether it is measured at all.',
  'insufficient-evidence': 'Too little is known for a verdict. Wait for more.',
  ok: 'Nothing is needed.',
};

/** What is needed next of an objective, who does it, and what is in the way. */
export function objectiveNextStep(
  facts: ObjectiveFacts,
): NextStepOf<ObjectiveVerb> {
  const who = facts.state === 'ok' || !facts.owner ? [] : [facts.owner];
  const firing = facts.alerts.filter(({ state }) => state === 'firing');
  const conditions = [
    ...firing.map(alert => alertCondition(alert)),
    ...measuringConditions(facts),
    ...deafConditions(facts),
  ];
  const isOpen = firing.some(({ acknowledged }) => !acknowledged);
  return {
    text: words[facts.state],
    ...(isOpen && { verb: 'acknowledge' as const }),
    who,
    conditions,
  };
}

/** The id of the condition that an alert makes: its number is in it. */
export function alertConditionId(number: string): string {
  return `alert/${number}`;
}

function alertCondition({ number, owner, acknowledged }: AlertView): Condition {
  const id = alertConditionId(number);
  if (acknowledged) {
    return {
      ...{ id, guard: 'alert', mendedBy: [], who: [acknowledged.by] },
      ...told(
        'text',
        say`${person(acknowledged.by)} takes care of ${record(number)}`,
      ),
      ...told('remedy', say`Since ${time(acknowledged.at)}`),
      later: true,
    };
  }
  return {
    ...{ id, guard: 'alert', mendedBy: ['acknowledge'] },
    who: owner ? [owner] : [],
    ...told('text', say`${record(number)} fires, and nobody has taken it yet`),
    ...told('remedy', 'Acknowledge it, so that others know who does.'),
  };
}

function measuringConditions(facts: ObjectiveFacts): Condition[] {
  const { state, problem, source, heardAt, definition } = facts;
  const condition = (id: string, text: Phrase, remedy: Phrase): Condition => ({
    ...{ id, guard: id, mendedBy: [], who: [] },
    ...told('text', text),
    ...told('remedy', remedy),
  });
  const place = `${definition.file}:${definition.line}`;
  if (problem !== undefined) {
    return [
      condition(
        'measured',
        say`It is not measured as it should be: ${problem}`,
        `Look at the source ${source}, and at the metrics in ${place}.`,
      ),
    ];
  }
  if (state === 'no-data') {
    return [
      condition(
        'heard',
        heardAt
          ? say`Nothing was counted since ${time(heardAt)}`
          : 'Nothing was ever counted',
        `See whether there is traffic, and whether the metrics in ${place} have series in ${source}.`,
      ),
    ];
  }
  if (state === 'inconsistent') {
    return [
      condition(
        'consistent',
        'There are more bad events than events',
        `The metrics of ${place} select different series: give both the same labels.`,
      ),
    ];
  }
  return [];
}

/** What would not wake anybody, however bad it gets. */
function deafConditions({ pairs, definition }: ObjectiveFacts): Condition[] {
  const deaf = pairs.filter(({ canFire }) => !canFire).length;
  if (deaf === 0) return [];
  return [
    {
      ...{ id: 'deaf', guard: 'deaf', mendedBy: [], who: [], later: true },
      text:
        deaf === pairs.length
          ? 'No alert of it can ever fire: its thresholds are above 100 % of errors'
          : `${deaf} of ${pairs.length} alerts can never fire: their thresholds are above 100 % of errors`,
      remedy: `Write alert conditions with a lower burn rate in ${definition.file}.`,
    },
  ];
}
