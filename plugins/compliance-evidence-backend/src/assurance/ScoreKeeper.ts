import {
  controlScores,
  ControlScore,
  FindingCounts,
  percentOf,
  ReportDefinition,
  ScoredQuestion,
} from '@countersign/plugin-compliance-evidence-common';
import { Knex } from 'knex';
import { AnswerStore } from '../database/AnswerStore';
import { FindingStore } from '../database/FindingStore';
import { RunSource } from './ports';
import { AssuranceUnit } from './unit';

/** The score of every control, and the sum of all of them. */
export interface Scores {
  controls: ControlScore[];
  possible: number;
  earned: number;
  score?: number;
}

const place = (report: string, question: string) =>
  `${report}\u0000${question}`;

/** Reads what the scores of controls are made of, and keeps the score after each run. */
export class ScoreKeeper {
  constructor(
    private readonly options: {
      findings: FindingStore;
      answers: AnswerStore;
      runs: Pick<RunSource, 'definitions'>;
    },
  ) {}

  /** The scores as they stand. */
  async scores(db: Knex, now: Date): Promise<Scores> {
    const { findings, answers, runs } = this.options;
    const definitions = await runs.definitions();
    const [latest, counted] = await Promise.all([
      answers.latest(db),
      findings.counts(db, now),
    ]);
    const lastRuns = new Map(
      latest.map(({ report, question, run, at }) => [
        place(report, question),
        { number: run, at },
      ]),
    );
    const counts = new Map<string, FindingCounts>();
    for (const { report, question, state, count } of counted) {
      const key = place(report, question);
      const sum = counts.get(key) ?? none();
      if (state !== 'closed') sum[state] += count;
      counts.set(key, sum);
    }
    const controls = controlScores(
      definitions.flatMap(definition =>
        questionsOf(definition, lastRuns, counts),
      ),
    );
    const possible = controls.reduce((sum, each) => sum + each.possible, 0);
    const earned = controls.reduce((sum, each) => sum + each.earned, 0);
    const score = percentOf(earned, possible);
    return {
      controls,
      possible,
      earned,
      ...(score !== undefined && { score }),
    };
  }

  /** Keeps the score after a run, for the trend. */
  async keep(
    { trx, now }: Pick<AssuranceUnit, 'trx' | 'now'>,
    run: string,
  ): Promise<void> {
    const { possible, earned } = await this.scores(trx, now);
    const at = now.toISOString();
    await this.options.answers.keepScore(trx, { run, at, possible, earned });
  }
}

function none(): FindingCounts {
  return { open: 0, explained: 0, accepted: 0, remediating: 0 };
}

function questionsOf(
  { metadata, spec }: ReportDefinition,
  lastRuns: ReadonlyMap<string, { number: string; at: string }>,
  counts: ReadonlyMap<string, FindingCounts>,
): ScoredQuestion[] {
  return spec.questions.map(
    ({ name, title, severity, controls, answers: kind }) => {
      const key = place(metadata.name, name);
      const lastRun = lastRuns.get(key);
      return {
        report: metadata.name,
        timeZone: spec.timeZone,
        question: name,
        title,
        severity,
        controls,
        answers: kind,
        ...(lastRun && { lastRun }),
        findings: counts.get(key) ?? none(),
      };
    },
  );
}
