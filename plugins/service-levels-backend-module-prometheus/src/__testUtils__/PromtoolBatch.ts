import {
  cellsOf,
  countedObjective,
  Evaluation,
  Objective,
  promDuration,
  prometheusRules,
  readDefinitions,
  sumName,
} from '@countersign/plugin-service-levels-common';
import {
  compositeFigures,
  engineFigures,
  PlayOptions,
  SCRAPE_MS,
} from './engineFigures';
import { differencesOf, Expectation } from './prometheus';
import {
  compositeDefinitionOf,
  definitionOf,
  Named,
  partsOf,
  seriesOf,
  SLOT_MS,
} from './storyFiles';
import { CompositeStory, Story } from './stories';

const HOUR_MS = 3_600_000;
const counts = ['bad', 'total'] as const;
/** What is once a cell costs as much for few objectives as for many. */
const CELLS = 2;

interface BatchOptions extends PlayOptions {
  /** Milliseconds between two evaluations: that of all objectives of the batch. */
  step: number;
}

/** Stories, with the definitions and the series that they stand for, held against the engine by promtool. */
export class PromtoolBatch {
  readonly #measured: Named[];
  readonly #options: BatchOptions;
  readonly #rules: ReturnType<typeof prometheusRules>;
  readonly #objectives: (Figured & { figures: Evaluation[] })[];

  constructor(
    stories: readonly (Story | CompositeStory)[],
    options: BatchOptions,
  ) {
    this.#measured = stories.flatMap(measuredOf);
    this.#options = options;
    const text = stories
      .map((story, i) =>
        'how' in story
          ? compositeDefinitionOf(story, i)
          : definitionOf(story, i),
      )
      .join('---\n');
    const definitions = readDefinitions([{ file: 'stories.yaml', text }]);
    this.#rules = prometheusRules(definitions, { cells: CELLS });
    const own = definitions.objectives.filter(({ composite }) => !composite);
    const storyOf = new Map(
      own.map(({ id }, i) => [id, this.#measured[i][1]] as const),
    );
    this.#objectives = figured(definitions.objectives).map(each => ({
      ...each,
      figures: figuresOf(each.objective, own, storyOf, options),
    }));
  }

  /** Evaluations at which the engine has any alert firing: a batch without says little. */
  get firing(): number {
    return this.#objectives.reduce(
      (sum, { figures }) =>
        sum +
        figures.filter(({ verdicts }) =>
          verdicts.some(({ state }) => state === 'burning'),
        ).length,
      0,
    );
  }

  /** @returns what promtool says, empty where it finds no difference */
  differences(): Promise<string> {
    return differencesOf(this.#rules.groups, {
      interval: SLOT_MS,
      every: this.#options.step,
      series: this.#measured.flatMap(named =>
        seriesOf(named, this.#options.phaseMs),
      ),
      expectations: this.#expectations(),
    });
  }

  #expectations(): Expectation[] {
    const [{ figures }] = this.#objectives;
    return figures.flatMap(({ at }, n) => {
      const now = this.#objectives.map(each => ({
        ...each,
        evaluation: each.figures[n],
      }));
      const time = `${at / 1000}s`;
      return [
        {
          expr: 'ALERTS{alertname="ErrorBudgetBurn",alertstate="firing"}',
          eval_time: time,
          exp_samples: now.flatMap(alertsOf),
        },
        {
          expr: now
            .map(({ objective: { id }, tiers, cell }) =>
              selector(
                tiers.flatMap(({ long, short }) => [long, short]),
                cell,
                id,
              ),
            )
            .join(' or '),
          eval_time: time,
          exp_samples: now.flatMap(sumsOf),
        },
        // The window of an objective itself is summed by the hour.
        ...(at % HOUR_MS === 0 ? now : []).flatMap(each => {
          const { standing } = each.evaluation;
          const own = each.cell.windows.find(
            ({ length, by }) => length === each.window && by === HOUR_MS,
          );
          if (!own || typeof standing === 'string') return [];
          return [
            {
              expr: selector([own], each.cell, each.objective.id),
              eval_time: time,
              exp_samples: counts.map(what => ({
                labels: seriesName(what, own, each),
                value: standing[what],
              })),
            },
          ];
        }),
      ];
    });
  }
}

function measuredOf(story: Story | CompositeStory, i: number): Named[] {
  return 'how' in story ? partsOf(story.parts, i) : [[String(i), story]];
}

function figuresOf(
  objective: Objective,
  measured: readonly Objective[],
  storyOf: ReadonlyMap<string, Story>,
  options: PlayOptions,
): Evaluation[] {
  if (!objective.composite) {
    return engineFigures(objective, storyOf.get(objective.id)!, options);
  }
  const parts = objective.composite.parts.map(({ objective: id }) => {
    const part = measured.find(each => each.id === id)!;
    return [part, storyOf.get(id)!] as [Objective, Story];
  });
  return compositeFigures(objective, parts, options);
}

type Cell = ReturnType<typeof cellsOf>[number];
type Tier = Cell['classes'][number]['tiers'][number];
type Window = Tier['long'];

/** An objective and what the rules make of it. */
interface Figured {
  objective: Objective;
  /** Milliseconds. */
  window: number;
  cell: Cell;
  tiers: Tier[];
}

function figured(objectives: readonly Objective[]): Figured[] {
  const counted = objectives.map(objective =>
    countedObjective(objective, SCRAPE_MS),
  );
  const cells = cellsOf(
    counted.flatMap(each => ('rule' in each ? [] : [each])),
    CELLS,
  );
  return objectives.map(objective => {
    const cell = cells.find(each =>
      each.objectives.some(member => member.objective === objective),
    )!;
    const { tiers } = cell.classes.find(({ ids }) =>
      ids.includes(objective.id),
    )!;
    const { duration } = objective.window;
    return {
      objective,
      cell,
      tiers,
      window: duration.count * (duration.unit === 'days' ? 24 : 1) * HOUR_MS,
    };
  });
}

function selector(windows: readonly Window[], cell: Cell, id: string): string {
  const names = windows.flatMap(window =>
    counts.map(what => sumName(what, window, cell.step)),
  );
  return `{__name__=~"${[...new Set(names)].join('|')}",slo="${id}"}`;
}

function seriesName(
  what: 'bad' | 'total',
  window: Window,
  { cell, objective }: Figured,
): string {
  const name = sumName(what, window, cell.step);
  return `${name}{cell="${cell.name}",slo="${objective.id}"}`;
}

type Now = Figured & { evaluation: Evaluation };

function verdictOf({ evaluation }: Now, { tier }: Tier) {
  return evaluation.verdicts.find(
    ({ tier: { long, short } }) => long === tier.long && short === tier.short,
  )!;
}

function alertsOf(now: Now) {
  return now.tiers
    .filter(tier => verdictOf(now, tier).state === 'burning')
    .map(({ tier, threshold }) => ({
      labels: `ALERTS{alertname="ErrorBudgetBurn",alertstate="firing",cell="${
        now.cell.name
      }",long_window="${promDuration(tier.long)}",service="shop",severity="${
        tier.severity
      }",short_window="${promDuration(tier.short)}",slo="${
        now.objective.id
      }",threshold="${threshold}"}`,
      value: 1,
    }));
}

/** Sums of windows in which anything was heard: of others there is no series. */
function sumsOf(now: Now) {
  const sums = new Map<string, number>();
  for (const tier of now.tiers) {
    const verdict = verdictOf(now, tier);
    for (const end of ['long', 'short'] as const) {
      const heard = verdict[end];
      if (!('seen' in heard) || heard.seen === 0) continue;
      for (const what of counts) {
        sums.set(seriesName(what, tier[end], now), heard[what]);
      }
    }
  }
  return Array.from(sums, ([labels, value]) => ({ labels, value }));
}
