import { IANAZone, DateTime } from 'luxon';
import { compose, exact, nearest } from '../arithmetic';
import { nominalLength, readDuration, SloWindow } from '../window';
import { problemIn, SloDocument } from './documents';
import { ANNOTATION_COMPOSITE, ANNOTATION_COMPOSITE_TARGET } from './entities';
import { Library } from './Library';
import {
  BudgetingMethod,
  BurnCondition,
  CompositionKind,
  compositions,
  Indicator,
  Objective,
} from './objective';
import { DefinitionProblem } from './problems';
import {
  ConditionSpec,
  IndicatorSpec,
  ObjectiveSpec,
  OpenSlo,
} from './schemas';

type Path = readonly PropertyKey[];

/** Thrown where a part cannot be made; the problem is on record. */
class Refused extends Error {}

/** A document, and the list that its problems go to. */
class Place {
  constructor(
    private readonly source: SloDocument,
    private readonly problems: DefinitionProblem[],
  ) {}

  warn(path: Path, rule: string, message: string): void {
    this.problems.push(
      problemIn(this.source, { severity: 'warning', path, rule, message }),
    );
  }

  refuse(path: Path, rule: string, message: string): never {
    this.problems.push(
      problemIn(this.source, { severity: 'error', path, rule, message }),
    );
    throw new Refused(message);
  }
}

/** Makes the objectives of one SLO; each that cannot work is left out with the reason. */
export class Compiler {
  readonly problems: DefinitionProblem[] = [];

  constructor(private readonly library: Library) {}

  objectives(slo: OpenSlo<'SLO'>, source: SloDocument): Objective[] {
    const at = new Place(source, this.problems);
    const window = attempt(() => windowOf(slo, at));
    const conditions = attempt(() => this.#conditions(slo, source));
    const made = slo.spec.objectives.flatMap((spec, i) => {
      const path = ['spec', 'objectives', i];
      const target = attempt(() => targetOf(spec, at, path));
      const method = attempt(() => methodOf(slo, spec, at, path));
      const indicator = attempt(() => this.#indicator(slo, spec, source, path));
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
          weight: spec.compositeWeight ?? 1,
        },
      ];
    });
    const composite = attempt(() => compositeOf(slo, made, at));
    return composite ? [...made, composite] : made;
  }

  #indicator(
    slo: OpenSlo<'SLO'>,
    spec: ObjectiveSpec,
    source: SloDocument,
    path: Path,
  ): Indicator {
    const at = new Place(source, this.problems);
    const holders: [Path, Pick<ObjectiveSpec, 'indicator' | 'indicatorRef'>][] =
      [
        [path, spec],
        [['spec'], slo.spec],
      ];
    const given = holders.flatMap(([place, { indicator, indicatorRef }]) => [
      ...(indicator
        ? [{ path: [...place, 'indicator', 'spec'], indicator }]
        : []),
      ...(indicatorRef
        ? [{ path: [...place, 'indicatorRef'], ref: indicatorRef }]
        : []),
    ]);
    if (given.length !== 1) {
      const where = given.at(1)?.path ?? ['spec'];
      const said =
        given.length === 0
          ? 'There is no indicator'
          : 'There are two indicators';
      return at.refuse(
        where,
        'indicator',
        `${said}: give one, as indicator or indicatorRef`,
      );
    }
    const [only] = given;
    const found: { spec: IndicatorSpec } | undefined =
      'ref' in only && only.ref !== undefined
        ? this.library.find('SLI', only.ref, source, only.path)
        : (only as { indicator: { spec: IndicatorSpec } }).indicator;
    if (!found) throw new Refused();
    const indicator = indicatorOf(found.spec, spec, at, {
      own: only.path,
      objective: path,
    });
    for (const metric of metricsOf(indicator)) {
      if (metric.metricSourceRef) {
        this.library.find(
          'DataSource',
          metric.metricSourceRef,
          source,
          only.path,
        );
      } else if (!metric.type) {
        at.refuse(
          only.path,
          'metric-source',
          'A metric needs metricSourceRef, or a type',
        );
      }
    }
    return indicator;
  }

  #conditions(slo: OpenSlo<'SLO'>, source: SloDocument): BurnCondition[] {
    return slo.spec.alertPolicies.flatMap((given, i) => {
      const path = ['spec', 'alertPolicies', i];
      const name = policyRefOf(given);
      const policy =
        name === undefined
          ? (given as {
              metadata: { name: string };
              spec: OpenSlo<'AlertPolicy'>['spec'];
            })
          : this.library.find('AlertPolicy', name, source, path);
      if (!policy) return [];
      const [condition] = policy.spec.conditions;
      const found =
        'conditionRef' in condition
          ? this.library.find(
              'AlertCondition',
              condition.conditionRef,
              source,
              path,
            )
          : condition;
      if (!found) return [];
      const targets = this.#targets(policy.spec, source, path);
      return [
        {
          ...conditionOf(policy.metadata.name, found.metadata.name, found.spec),
          ...(targets.length > 0 && { targets }),
        },
      ];
    });
  }

  /** What the configuration calls those that a policy notifies. */
  #targets(
    { notificationTargets }: OpenSlo<'AlertPolicy'>['spec'],
    source: SloDocument,
    path: readonly PropertyKey[],
  ): string[] {
    return notificationTargets.flatMap(given => {
      const found =
        'targetRef' in given
          ? this.library.find(
              'AlertNotificationTarget',
              given.targetRef,
              source,
              path,
            )
          : given;
      return found ? [found.spec.target] : [];
    });
  }
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

type PolicyReference = OpenSlo<'SLO'>['spec']['alertPolicies'][number];

/** The name of a policy that stands elsewhere; a policy may also be written where it is used. */
function policyRefOf(given: PolicyReference): string | undefined {
  if (typeof given === 'string') return given;
  return 'alertPolicyRef' in given ? given.alertPolicyRef : undefined;
}

function milliseconds(duration: string): number {
  return nominalLength(readDuration(duration)!);
}

function windowOf(slo: OpenSlo<'SLO'>, at: Place): SloWindow {
  const [given] = slo.spec.timeWindow;
  const path = ['spec', 'timeWindow', 0];
  const duration = readDuration(given.duration)!;
  const { calendar, isRolling } = given;
  if (!calendar) {
    if (isRolling === false) {
      return at.refuse(
        [...path, 'isRolling'],
        'window',
        'A window that is not rolling needs a calendar with startTime and timeZone',
      );
    }
    if (['months', 'quarters', 'years'].includes(duration.unit)) {
      at.warn(
        [...path, 'duration'],
        'window-length',
        'A rolling window of months counts each as 30 days; write it in days to say so',
      );
    }
    return { kind: 'rolling', duration };
  }
  if (isRolling) {
    return at.refuse(
      [...path, 'isRolling'],
      'window',
      'A window is rolling or follows a calendar, not both',
    );
  }
  const { startTime, timeZone } = calendar;
  if (!IANAZone.isValidZone(timeZone)) {
    return at.refuse(
      [...path, 'calendar', 'timeZone'],
      'time-zone',
      `Unknown time zone ${timeZone}: use an IANA name such as Europe/Berlin`,
    );
  }
  const start = startTime.trim().replace(' ', 'T');
  if (
    !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(start) ||
    !DateTime.fromISO(start).isValid
  ) {
    return at.refuse(
      [...path, 'calendar', 'startTime'],
      'start-time',
      'Not a local date and time: write it as 2026-01-01 00:00:00, in the time zone beside it',
    );
  }
  return { kind: 'calendar', duration, start, timeZone };
}

function targetOf(spec: ObjectiveSpec, at: Place, path: Path): number {
  const { target, targetPercent } = spec;
  if ((target === undefined) === (targetPercent === undefined)) {
    const said =
      target === undefined ? 'There is no target' : 'There are two targets';
    return at.refuse(
      target === undefined ? path : [...path, 'targetPercent'],
      'target',
      `${said}: give target (0.999) or targetPercent (99.9)`,
    );
  }
  const [key, share, hundred] =
    target === undefined
      ? ([
          'targetPercent',
          nearest(exact(targetPercent!).div(100)),
          '99.9',
        ] as const)
      : (['target', target, '0.999'] as const);
  if (share >= 1) {
    const percent =
      key === 'target' && target! > 1
        ? '; a share of 1 is meant, or write targetPercent'
        : '';
    return at.refuse(
      [...path, key],
      'target-out-of-range',
      `A target of 100 % or more leaves no budget, and no alert could tell a fault from none: write less, as in ${hundred}${percent}`,
    );
  }
  if (share <= 0) {
    return at.refuse(
      [...path, key],
      'target-out-of-range',
      `A target has to be above 0, as in ${hundred}`,
    );
  }
  return share;
}

function methodOf(
  slo: OpenSlo<'SLO'>,
  spec: ObjectiveSpec,
  at: Place,
  path: Path,
): BudgetingMethod {
  const { budgetingMethod } = slo.spec;
  const { timeSliceTarget, timeSliceWindow } = spec;
  if (budgetingMethod === 'Occurrences') {
    if (timeSliceTarget !== undefined || timeSliceWindow !== undefined) {
      at.warn(
        [
          ...path,
          timeSliceTarget === undefined ? 'timeSliceWindow' : 'timeSliceTarget',
        ],
        'time-slice',
        'Occurrences has no time slices; it is ignored',
      );
    }
    return { kind: 'occurrences' };
  }
  if (timeSliceWindow === undefined) {
    return at.refuse(
      [...path, 'timeSliceWindow'],
      'time-slice',
      `${budgetingMethod} needs timeSliceWindow, as in 5m`,
    );
  }
  const slice = milliseconds(timeSliceWindow);
  if (budgetingMethod === 'RatioTimeslices')
    return { kind: 'ratio-timeslices', slice };
  if (timeSliceTarget === undefined) {
    return at.refuse(
      [...path, 'timeSliceTarget'],
      'time-slice',
      'Timeslices needs timeSliceTarget, the share of good events that makes a slice a good one, as in 0.95',
    );
  }
  if (timeSliceTarget <= 0 || timeSliceTarget > 1) {
    return at.refuse(
      [...path, 'timeSliceTarget'],
      'time-slice',
      'timeSliceTarget is a share above 0 and at most 1',
    );
  }
  return { kind: 'timeslices', slice, sliceTarget: timeSliceTarget };
}

function indicatorOf(
  { ratioMetric, thresholdMetric }: IndicatorSpec,
  { op, value }: ObjectiveSpec,
  at: Place,
  paths: { own: Path; objective: Path },
): Indicator {
  const { own, objective } = paths;
  if (ratioMetric && thresholdMetric) {
    return at.refuse(
      [...own, 'thresholdMetric'],
      'indicator',
      'An indicator is a ratioMetric or a thresholdMetric, not both',
    );
  }
  if (thresholdMetric) {
    if (op === undefined || value === undefined) {
      return at.refuse(
        objective,
        'threshold',
        'A threshold metric needs op and value, as in op: lte and value: 0.3',
      );
    }
    return {
      kind: 'threshold',
      metric: thresholdMetric.metricSource,
      op,
      value,
    };
  }
  if (!ratioMetric) {
    return at.refuse(
      own,
      'indicator',
      'An indicator needs a ratioMetric or a thresholdMetric',
    );
  }
  if (op !== undefined || value !== undefined) {
    at.warn(
      [...objective, op === undefined ? 'value' : 'op'],
      'threshold',
      'Only a threshold metric is compared with a value; it is ignored',
    );
  }
  const { good, bad, total, raw, rawType, counter } = ratioMetric;
  const ratio = [...own, 'ratioMetric'];
  if (raw) {
    if (good || bad || total) {
      return at.refuse(
        [...ratio, 'raw'],
        'indicator',
        'raw is a ratio by itself: leave out good, bad and total',
      );
    }
    return {
      kind: 'raw',
      gives: rawType ?? 'success',
      ratio: raw.metricSource,
    };
  }
  if (good && bad) {
    return at.refuse(
      [...ratio, 'bad'],
      'indicator',
      'Give good or bad beside total, not both: they could contradict each other',
    );
  }
  const part = good ?? bad;
  if (!part || !total) {
    return at.refuse(
      ratio,
      'indicator',
      'A ratio needs total, and good or bad',
    );
  }
  return {
    kind: 'ratio',
    counted: good ? 'good' : 'bad',
    part: part.metricSource,
    total: total.metricSource,
    counter: counter ?? true,
  };
}

/** The objective that those of one SLO make up, where the SLO asks for it by an annotation or by weights. */
function compositeOf(
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

function metricsOf(indicator: Indicator) {
  switch (indicator.kind) {
    case 'ratio':
      return [indicator.part, indicator.total];
    case 'raw':
      return [indicator.ratio];
    default:
      return [indicator.metric];
  }
}

function conditionOf(
  policy: string,
  name: string,
  { severity, condition }: ConditionSpec,
): BurnCondition {
  const { op, threshold, lookbackWindow, alertAfter } = condition;
  return {
    policy,
    name,
    severity,
    op,
    threshold,
    lookback: milliseconds(lookbackWindow),
    alertAfter: alertAfter === undefined ? 0 : milliseconds(alertAfter),
  };
}
