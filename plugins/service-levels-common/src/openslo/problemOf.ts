import { problemIn } from './documents';
import { Objective } from './objective';
import { DefinitionProblem } from './problems';
import { ValidDocument } from './validate';

/** A problem of an objective, where it stands in its definition; none where that is not among the documents. */
export function problemOf(
  objective: Objective,
  documents: readonly ValidDocument[],
  problem: Pick<DefinitionProblem, 'severity' | 'rule' | 'message'>,
): DefinitionProblem[] {
  const document = documents.find(
    ({ kind, value }) =>
      kind === 'SLO' && value.metadata.name === objective.slo,
  );
  return document
    ? [problemIn(document.source, { ...problem, path: placeOf(objective) })]
    : [];
}

/** Where an objective stands in its SLO. */
function placeOf({ id, slo, composite }: Objective): PropertyKey[] {
  if (composite) return ['spec', 'objectives'];
  const place = Number(id.slice(slo.length + 1));
  return ['spec', 'objectives', Math.max(0, place - 1)];
}
