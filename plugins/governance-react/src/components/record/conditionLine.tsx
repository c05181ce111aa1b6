import { ConditionOf, phraseOf } from '@countersign/plugin-governance-common';
import { ReactNode } from 'react';
import { SentenceText } from '../sentence';
import { ChecklistLine, ConditionKind } from './Checklist';

/** A condition of a record's next step as a line of its checklist, with the button or the words that mend it. */
export function conditionLine<V extends string>(
  condition: ConditionOf<V>,
  mend: ReactNode,
): ChecklistLine {
  const { id, at, mendedBy } = condition;
  return {
    id,
    kind: kindOf(condition),
    text: <SentenceText sentence={phraseOf('text', condition) ?? ''} />,
    at: mendedBy.length ? undefined : at,
    mend,
  };
}

function kindOf<V extends string>({
  later,
  at,
  mendedBy,
}: ConditionOf<V>): ConditionKind {
  if (later) return 'later';
  return at && !mendedBy.length ? 'waits' : 'open';
}
