import { SloDocument } from '../documents';
import { Library } from '../Library';
import { Objective } from '../objective';
import { DefinitionProblem } from '../problems';
import { OpenSlo } from '../schemas';
import { compositeOf } from './composite';
import { conditionsOf } from './conditions';
import { faultsOf } from './faults';
import { findIndicator } from './indicator';
import { methodOf } from './method';
import { attempt, Place } from './Place';
import { runbookOf } from './runbook';
import { targetOf } from './target';
import { windowOf } from './window';

/** Makes the objectives of one SLO; each that cannot work is left out with the reason. */
export class Compiler {
  readonly problems: DefinitionProblem[] = [];

  constructor(private readonly library: Library) {}

  objectives(slo: OpenSlo<'SLO'>, source: SloDocument): Objective[] {
    const at = new Place(source, this.problems);
    const window = attempt(() => windowOf(slo, at));
    const conditions = attempt(() => conditionsOf(slo, this.library, at));
    const faults = faultsOf(slo, at);
    const runbook = runbookOf(slo, at);
    const made = slo.spec.objectives.flatMap((spec, i) => {
      const path = ['spec', 'objectives', i];
      const target = attempt(() => targetOf(spec, at, path));
      const method = attempt(() => methodOf(slo, spec, at, path, window));
      const indicator = attempt(() =>
        findIndicator(slo, spec, this.library, at, path),
      );
      if (!window || !target || !method || !indicator || !conditions) return [];
      const { name, displayName } = slo.metadata;
      const several = slo.spec.objectives.length > 1;
      return [
        {
          id: several && i > 0 ? `${name}#${i + 1}` : name,
          slo: name,
          displayName: spec.displayName ?? displayName ?? name,
          service: slo.spec.service,
          target,
          window,
          method,
          indicator,
          conditions,
          ...(faults !== undefined && { faults }),
          ...(runbook !== undefined && { runbook }),
          weight: spec.compositeWeight ?? 1,
        },
      ];
    });
    const composite = attempt(() => compositeOf(slo, made, at));
    return composite
      ? [...made, { ...composite, ...(runbook !== undefined && { runbook }) }]
      : made;
  }
}
