import { usualEvidence } from '../arithmetic';
import { halfOpen, promDuration } from '../promql';
import { escapeRegex } from '../promql/bounds';
import { LabelMatcher, selectorText } from '../series';
import { AlertClass, Cell, RuleTier, SumWindow } from './cells';
import { evidenceTable } from './evidenceTable';
import { objectiveRules } from './compositeRules';
import { heardName, stepName } from './stepRules';
import { PrometheusRule, RuleGroup, RuleOptions } from './types';

const COARSE_INTERVAL = 300_000;
/** So long it is remembered over an outage of the evaluation since when an objective is measured. */
const REMEMBERED = '1h';
const TARGET = 'slo:objective:target';
const SINCE = 'slo:measured:since';

/** The rules of one cell: what is worked out each step, and what is summed from coarser steps, which takes longer. */
export class CellRules {
  constructor(
    private readonly cell: Cell,
    private readonly options: RuleOptions,
  ) {}

  groups(): RuleGroup[] {
    const { name, step } = this.cell;
    const fine: RuleGroup = {
      name: `countersign-slo-${name}`,
      interval: promDuration(step),
      rules: [
        ...this.cell.objectives.flatMap(each => this.#objective(each)),
        this.#since(),
        ...this.#sums(by => by === step),
        ...this.#alerts(({ long }) => long.by === step),
        ...this.#silences(),
      ],
    };
    const coarse: RuleGroup = {
      name: `countersign-slo-${name}-coarse`,
      interval: promDuration(Math.max(step, COARSE_INTERVAL)),
      rules: [
        ...this.#coarserSteps(),
        ...this.#sums(by => by !== step),
        ...this.#alerts(({ long }) => long.by !== step),
      ],
    };
    return [fine, coarse].filter(({ rules }) => rules.length > 0);
  }

  #objective(each: Cell['objectives'][number]): PrometheusRule[] {
    const { id, service, target } = each.objective;
    const labels = { cell: this.cell.name, slo: id };
    return [
      {
        record: TARGET,
        expr: `vector(${target})`,
        labels: { ...labels, service },
      },
      ...objectiveRules(each, labels, this.options),
    ];
  }

  /** What is not measured yet of a window counts as much traffic and nothing bad: so since when has to be known. */
  #since(): PrometheusRule {
    const total = this.#counted();
    return this.#record(
      SINCE,
      `last_over_time(${this.#own(
        SINCE,
      )}[${REMEMBERED}]) or timestamp(${this.#own(total)})`,
    );
  }

  /** Steps of five minutes, an hour, a day, as far as any window is summed from them. */
  #coarserSteps(): PrometheusRule[] {
    const { step, windows } = this.cell;
    const coarsest = Math.max(step, ...windows.map(({ by }) => by));
    const chain = [300_000, 3_600_000, 86_400_000].filter(
      each => each > step && each <= coarsest,
    );
    return chain.flatMap((each, i) =>
      (['bad', 'total'] as const).map(what =>
        this.#record(
          stepName(what, each),
          this.#sum(what, { length: each, by: chain[i - 1] ?? step }),
        ),
      ),
    );
  }

  #sums(isMine: (by: number) => boolean): PrometheusRule[] {
    const longOnes = new Set(
      this.cell.classes.flatMap(({ tiers }) =>
        tiers.map(({ long }) => sumName('whole', long, this.cell.step)),
      ),
    );
    return this.cell.windows
      .filter(({ by }) => isMine(by))
      .flatMap(window => {
        const name = (what: 'bad' | 'total' | 'whole') =>
          sumName(what, window, this.cell.step);
        const sums = (['bad', 'total'] as const).map(what =>
          this.#record(name(what), this.#sum(what, window)),
        );
        if (!longOnes.has(name('whole'))) return sums;
        const age = `(time() - ${this.#own(SINCE)})`;
        const share = `clamp_max(${age} / ${window.length / 1000}, 1)`;
        return [
          ...sums,
          this.#record(name('whole'), `${this.#own(name('total'))} / ${share}`),
        ];
      });
  }

  /** From recorded steps: those of the finest are there once each, of coarser ones each is asked for at its end. */
  #sum(what: 'bad' | 'total', { length, by }: SumWindow): string {
    const range = halfOpen(length, this.options.ranges);
    const every = by === this.cell.step ? '' : `:${promDuration(by)}`;
    const steps = this.#own(stepName(what, by));
    return `sum_over_time(${steps}[${range}${every}])`;
  }

  #alerts(isMine: (tier: RuleTier) => boolean): PrometheusRule[] {
    return this.cell.classes.flatMap(each =>
      each.tiers.filter(isMine).map(tier => this.#alert(each, tier)),
    );
  }

  #alert(
    { ids }: AlertClass,
    { tier, threshold, long, short }: RuleTier,
  ): PrometheusRule {
    const name = (what: 'bad' | 'total' | 'whole', window: SumWindow) =>
      sumName(what, window, this.cell.step);
    const bad = this.#own(name('bad', long));
    const whole = this.#own(name('whole', long));
    const ratio = (window: SumWindow, ...chosen: LabelMatcher[]) =>
      `${this.#own(name('bad', window), ...chosen)} / ${this.#own(
        name('total', window),
      )}`;
    const conditions = [
      `(${ratio(long, oneOf(ids))} > ${threshold} <= 1)`,
      `(${ratio(short)} > ${threshold} <= 1)`,
      `(${bad} / ${whole} > ${threshold})`,
      // A slice is no sample of anything: few of them are all there are.
      ...(this.cell.kind === 'slices' ? [] : [evidence(bad, whole, threshold)]),
    ];
    const withService = `on (cell, slo) group_left (service) (${this.#own(
      TARGET,
    )} > bool 0)`;
    const within = promDuration(tier.long);
    return {
      alert: 'ErrorBudgetBurn',
      expr: `(\n  ${conditions.join('\n  and ')}\n) * ${withService}`,
      ...(tier.pending && { for: promDuration(tier.pending) }),
      labels: {
        cell: this.cell.name,
        severity: tier.severity,
        long_window: within,
        short_window: promDuration(tier.short),
        threshold: String(threshold),
      },
      annotations: {
        summary: `{{ $labels.slo }} burns its error budget: {{ $value | humanizePercentage }} of the last ${within} went wrong`,
      },
    };
  }

  #silences(): PrometheusRule[] {
    const total = this.#own(this.#heard());
    const bySilence = new Map<number, string[]>();
    for (const { ids, silence } of this.cell.classes) {
      bySilence.set(silence, [...(bySilence.get(silence) ?? []), ...ids]);
    }
    return Array.from(bySilence, ([silence, ids]) => {
      const within = promDuration(Math.ceil(silence / 1000) * 1000);
      const defined = `(${this.#own(TARGET, oneOf(ids))} offset ${within})`;
      return {
        alert: 'ObjectiveWithoutData',
        expr: `${defined} unless on (cell, slo) count_over_time(${total}[${within}])`,
        labels: {
          cell: this.cell.name,
          severity: 'ticket',
          silent_for: within,
        },
        annotations: {
          summary: `Nothing was heard of {{ $labels.slo }} for ${within}`,
        },
      };
    });
  }

  /** What is recorded each step in which anything was heard. */
  #heard(): string {
    const { kind, step } = this.cell;
    return kind === 'events' ? stepName('total', step) : heardName(step);
  }

  /** What is recorded from the first step on that counts. */
  #counted(): string {
    const { kind, step } = this.cell;
    return kind === 'composite' ? stepName('total', step) : this.#heard();
  }

  /** Series of this cell. */
  #own(metric: string, ...others: LabelMatcher[]): string {
    const cell = { label: 'cell', op: '=' as const, value: this.cell.name };
    return selectorText({ metric, matchers: [cell, ...others] });
  }

  /** The cell stands in the labels of the rule, too: two cells must not look like one rule twice. */
  #record(record: string, expr: string): PrometheusRule {
    return { record, expr, labels: { cell: this.cell.name } };
  }
}

/** The name of a sum: `slo:bad:1h`, and `slo:bad:1d_by_5m` where it is summed from coarser steps. */
export function sumName(
  what: 'bad' | 'total' | 'whole',
  { length, by }: SumWindow,
  step: number,
): string {
  const from = by === step ? '' : `_by_${promDuration(by)}`;
  return `slo:${what}:${promDuration(length)}${from}`;
}

/** So many bad events that it is no chance: the portal asks the same. */
function evidence(bad: string, whole: string, threshold: number): string {
  const { lowTraffic, failures } = usualEvidence;
  const more = evidenceTable(threshold)
    .slice(0, -1)
    .map(most => ` + (floor(${whole}) > bool ${most})`)
    .join('');
  const enough = more
    ? `${bad} >= ${failures}${more}`
    : `${bad} >= ${failures}`;
  return `((${whole} * ${threshold} >= ${lowTraffic}) or (${enough}))`;
}

function oneOf(ids: readonly string[]): LabelMatcher {
  return { label: 'slo', op: '=~', value: ids.map(escapeRegex).join('|') };
}
