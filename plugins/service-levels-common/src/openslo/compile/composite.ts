import { compose } from '../../arithmetic';
import { ANNOTATION_COMPOSITE, ANNOTATION_COMPOSITE_TARGET } from '../entities';
import { CompositionKind, compositions, Objective } from '../objective';
import { OpenSlo } from '../schemas';
import { Place, Refused } from './Place';

/** The objective that those of one SLO make up, where the SLO asks for it by an annotation or by weights. */
export function compositeOf(
  slo: OpenSlo<'SLO'>,
  parts: readonly Objective[],
  at: Place,
): Objective | undefined {
  const { metadata, spec } = slo;
  const { annotations = {}, name, displayName } = metadata;
  const isWeighted = spec.objectives.some(
    ({ compositeWeight }) => compositeWeight !== undefined,
  );
  const asked =
    annotations[ANNOTATION_COMPOSITE] ?? (isWeighted ? 'weighted' : undefined);
  if (asked === undefined) return undefined;
  const path = ['metadata', 'annotations', ANNOTATION_COMPOSITE];
  const kind = compositions.find(each => each === asked);
  if (!kind) {
    return at.refuse(
      path,
      'composite',
      `Expected ${compositions.join(', ')}: how the objectives make one`,
    );
  }
  if (spec.objectives.length < 2) {
    return at.refuse(
      ['spec', 'objectives'],
      'composite',
      'A composite needs two objectives at least',
    );
  }
  // What is wrong with a part is told there.
  if (parts.length < spec.objectives.length) throw new Refused();
  const [{ service, window }] = parts;
  return {
    id: `${name}#composite`,
    slo: name,
    displayName: displayName ?? name,
    service,
    target: compositeTarget(kind, parts, annotations, at),
    window,
    method: { kind: 'occurrences' },
    indicator: {
      kind: 'ratio',
      counted: 'bad',
      counter: false,
      part: { spec: {} },
      total: { spec: {} },
    },
    composite: {
      kind,
      parts: parts.map(({ id, weight, indicator, method }) => ({
        objective: id,
        ...{ weight, indicator, method },
      })),
    },
    conditions: parts[0].conditions,
    weight: 1,
  };
}

function compositeTarget(
  kind: CompositionKind,
  parts: readonly Objective[],
  annotations: Record<string, string>,
  at: Place,
): number {
  const written = annotations[ANNOTATION_COMPOSITE_TARGET];
  if (written === undefined) {
    return compose(
      kind === 'weighted'
        ? {
            kind,
            parts: parts.map(({ target, weight }) => ({
              value: target,
              weight,
            })),
          }
        : { kind, parts: parts.map(({ target }) => target) },
    );
  }
  const target = /^0\.\d{1,12}$/.test(written) ? Number(written) : 0;
  return target > 0
    ? target
    : at.refuse(
        ['metadata', 'annotations', ANNOTATION_COMPOSITE_TARGET],
        'target-out-of-range',
        'A target is a share above 0 and below 1, as in 0.999',
      );
}
