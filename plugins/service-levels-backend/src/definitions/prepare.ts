import {
  ANNOTATION_COMPONENT,
  ANNOTATION_FAULTS,
  DefinitionProblem,
  Meter,
  Objective,
  problemIn,
  readDefinitions,
  resolutionsOf,
  shortRetention,
  SourceFile,
  stepOf,
  targetsOf,
  tiersOf,
  ValidDocument,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { digestOf } from '@countersign/plugin-ledger-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { faultSpec, metricsOf, sourceOf } from './Measurements';

/** An objective that can be measured, ready to be kept. */
export interface PreparedObjective {
  objective: Objective;
  digest: string;
  /** Of what is measured and how it is counted: where it stays, so does what was counted. */
  measurementDigest: string;
  source: string;
  component: string;
  fineReach: number;
  file: string;
  line: number;
  text: string;
}

/** An objective that says what it promises, but is measured nowhere. */
export type UnmeasuredObjective = Pick<
  PreparedObjective,
  'objective' | 'component' | 'file'
>;

/** What definitions make. Each that cannot be measured stands apart, with the reason among the problems. */
export function prepare(
  files: readonly SourceFile[],
  sources: ReadonlyMap<string, ServiceLevelSource>,
  targets: ReadonlySet<string> = new Set(),
): {
  objectives: PreparedObjective[];
  unmeasured: UnmeasuredObjective[];
  problems: DefinitionProblem[];
} {
  const { objectives, documents, problems } = readDefinitions(files);
  const texts = textsOf(files);
  const slos = byName(documents, 'SLO');
  const services = byName(documents, 'Service');
  const prepared: PreparedObjective[] = [];
  const unmeasured: UnmeasuredObjective[] = [];
  const found: DefinitionProblem[] = [...problems];
  for (const objective of objectives) {
    const document = slos.get(objective.slo);
    if (!document) continue;
    const refuse = (rule: string, message: string) =>
      found.push(
        problemIn(document.source, {
          severity: 'error',
          path: ['spec'],
          rule,
          message,
        }),
      );
    const component = componentOf(document, services);
    if (!component) {
      refuse(
        'component',
        `${ANNOTATION_COMPONENT} must be an entity reference such as component:default/checkout-api`,
      );
      continue;
    }
    const { file } = document.source;
    const source = sourceOf(objective, sources);
    if ('problem' in source) {
      refuse(source.rule, source.problem);
      unmeasured.push({ objective, component, file });
      continue;
    }
    const unread =
      objective.faults === undefined
        ? undefined
        : source.check(faultSpec(objective.faults));
    if (unread !== undefined) {
      found.push(
        problemIn(document.source, {
          severity: 'warning',
          path: ['metadata', 'annotations', ANNOTATION_FAULTS],
          rule: 'faults-metric',
          message: `Its source cannot be asked for it, and so no fault is marked: ${unread}`,
        }),
      );
    }
    const gone = shortRetention(objective.window, source);
    if (gone !== undefined) {
      found.push(
        problemIn(document.source, {
          severity: 'warning',
          path: ['spec', 'timeWindow', 0, 'duration'],
          rule: 'window-retention',
          message: gone,
        }),
      );
    }
    for (const target of targetsOf(objective)) {
      if (targets.has(target)) continue;
      found.push(
        problemIn(document.source, {
          severity: 'warning',
          path: ['spec', 'alertPolicies'],
          rule: 'unknown-target',
          message: `The configuration names no webhook ${target}, so alerts do not reach it; there ${
            targets.size ? `is ${[...targets].join(', ')}` : 'is none'
          }. The owner of the component is told in any case`,
        }),
      );
    }
    const line = document.source.lineOf(['apiVersion']);
    const kept =
      unread === undefined ? objective : { ...objective, faults: undefined };
    prepared.push({
      objective: kept,
      digest: digestOf(plain(kept)),
      measurementDigest: digestOf(plain(measured(objective))),
      source: source.name,
      component,
      fineReach: fineReachOf(objective),
      file,
      line,
      text: textAt(texts, file, line),
    });
  }
  return { objectives: prepared, unmeasured, problems: found };
}

function measured(objective: Objective) {
  const { indicator, method, window, composite } = objective;
  return {
    indicator,
    metrics: metricsOf(objective),
    method,
    window,
    composite,
  };
}

/** As JSON has it: the digest knows no `undefined`. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function fineReachOf(objective: Objective): number {
  const window = windowLength(objective.window);
  const [fine] = resolutionsOf(window, stepOf(window), tiersOf(objective));
  return fine.reach;
}

/** The component that makes the promise: named by the SLO, by its Service, or called as that. */
function componentOf(
  document: ValidDocument,
  services: ReadonlyMap<string, ValidDocument>,
): string | undefined {
  if (document.kind !== 'SLO') return undefined;
  const { service } = document.value.spec;
  const about = services.get(service);
  const named = [document, about]
    .map(each => each?.value.metadata.annotations?.[ANNOTATION_COMPONENT])
    .find(ref => ref !== undefined);
  try {
    return stringifyEntityRef(
      parseEntityRef(named ?? service, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}

function byName(
  documents: readonly ValidDocument[],
  kind: ValidDocument['kind'],
): Map<string, ValidDocument> {
  return new Map(
    documents
      .filter(document => document.kind === kind)
      .map(document => [document.value.metadata.name, document]),
  );
}

/** The texts of each file, the last first. */
function textsOf(files: readonly SourceFile[]): Map<string, SourceFile[]> {
  const texts = new Map<string, SourceFile[]>();
  for (const each of files) {
    texts.set(each.file, [...(texts.get(each.file) ?? []), each]);
  }
  for (const parts of texts.values()) {
    parts.sort((a, b) => (b.firstLine ?? 1) - (a.firstLine ?? 1));
  }
  return texts;
}

/** The text of the document that a line belongs to: of those that begin in the file before it, the last. */
function textAt(
  texts: ReadonlyMap<string, readonly SourceFile[]>,
  file: string,
  line: number,
): string {
  const own = texts.get(file)?.find(({ firstLine = 1 }) => firstLine <= line);
  return own?.text ?? '';
}

/** The state that a meter of an objective begins with. */
export function freshMeter(objective: Objective, now: number) {
  return Meter.begin(now, stepOf(windowLength(objective.window)));
}
