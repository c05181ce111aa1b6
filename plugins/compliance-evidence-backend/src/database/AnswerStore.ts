import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { compact, iso, Row } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** What a run answered to a question, in figures. */
export interface StoredAnswer {
  run: string;
  report: string;
  question: string;
  version: string;
  rows: number;
  sha256: string;
  parameters: ParameterValues;
  /** Framework and id, with a slash between them. */
  controls: string[];
  /** Sources of which something is known to be missing. */
  incomplete: string[];
  /** When the first and the last source of the run were taken. */
  taken: { first: string; last: string };
  /** The time that the run is about, where it is about one. */
  periodStart?: string;
  periodEnd?: string;
}

/** The score after a run. */
export interface StoredScore {
  run: string;
  at: string;
  possible: number;
  earned: number;
}

/** How far back a trend reaches, in runs. */
const TREND = 100;

/** What runs answered, and the scores that followed: written once. */
export class AnswerStore {
  async insertAll(
    trx: Knex.Transaction,
    answers: readonly StoredAnswer[],
    now: Date,
  ): Promise<void> {
    if (answers.length === 0) return;
    await trx('question_answers').insert(
      answers.map(({ taken, periodStart, periodEnd, ...answer }) => ({
        ...answer,
        parameters: JSON.stringify(answer.parameters),
        answered_at: now,
        taken_first: taken.first,
        taken_last: taken.last,
        period_start: periodStart ?? null,
        period_end: periodEnd ?? null,
      })),
    );
  }

  /** What one run answered to one question. */
  async find(
    db: Knex,
    run: string,
    question: string,
  ): Promise<StoredAnswer | undefined> {
    const row = await db('question_answers').where({ run, question }).first();
    return row && toAnswer(row);
  }

  /** Everything that these runs answered. */
  async ofRuns(db: Knex, runs: readonly string[]): Promise<StoredAnswer[]> {
    const rows = await db('question_answers').whereIn('run', runs);
    return rows.map(toAnswer);
  }

  /** The last run that answered each question, and when. */
  async latest(
    db: Knex,
  ): Promise<{ report: string; question: string; run: string; at: string }[]> {
    const rows = await db('question_answers')
      .distinctOn(['report', 'question'])
      .orderBy(['report', 'question', { column: 'run', order: 'desc' }])
      .select('report', 'question', 'run', 'answered_at');
    return rows.map(({ answered_at, ...row }) => ({
      ...row,
      at: iso(answered_at)!,
    }));
  }

  async keepScore(
    trx: Knex.Transaction,
    { run, at, possible, earned }: StoredScore,
  ): Promise<void> {
    await trx('control_scores').insert({ run, at, possible, earned });
  }

  /** The score after the last run before a moment. */
  async scoreBefore(
    db: Knex,
    at: string,
  ): Promise<Pick<StoredScore, 'possible' | 'earned'> | undefined> {
    const row: Row | undefined = await db('control_scores')
      .where('at', '<', at)
      .orderBy('at', 'desc')
      .orderBy('run', 'desc')
      .first('possible', 'earned');
    return (
      row && { possible: Number(row.possible), earned: Number(row.earned) }
    );
  }

  /** The scores after the last runs, the oldest first. */
  async trend(db: Knex): Promise<StoredScore[]> {
    const rows = await db('control_scores')
      .orderBy('at', 'desc')
      .orderBy('run', 'desc')
      .limit(TREND);
    return rows.reverse().map(({ run, at, possible, earned }) => ({
      run,
      at: iso(at)!,
      possible: Number(possible),
      earned: Number(earned),
    }));
  }
}

function toAnswer(row: Row): StoredAnswer {
  return compact({
    run: String(row.run),
    report: String(row.report),
    question: String(row.question),
    version: String(row.version),
    rows: Number(row.rows),
    sha256: String(row.sha256),
    parameters: row.parameters as ParameterValues,
    controls: row.controls as string[],
    incomplete: row.incomplete as string[],
    taken: { first: iso(row.taken_first)!, last: iso(row.taken_last)! },
    periodStart: iso(row.period_start),
    periodEnd: iso(row.period_end),
  });
}
