import { createHash } from 'crypto';
import {
  csvLine,
  expectedRuns,
  ReportDefinition,
  rowLeafText,
  Run,
  scheduledRunsQuestion,
} from '@countersign/plugin-compliance-evidence-common';
import { toBase64 } from '@countersign/plugin-ledger-common';
import { Answer, AnsweredRow } from '../assurance/ports';
import { createHasher } from './RowProver';

const VERSION = '1';
const columns = ['scheduled_for', 'deadline', 'run', 'state'];

/**
 * Which of a report's runs are missing: answered by the portal itself, from what the ledger says of its runs, and no row of
 * the pack.
 *
 * @param due - Every run whose deadline is past, but for the one that asks.
 */
export function scheduledRunsAnswer(
  definition: ReportDefinition,
  due: readonly Run[],
): Answer {
  const question = scheduledRunsQuestion(definition);
  const { missing } = expectedRuns(
    due.map(run => run.scheduledFor!),
    due.map(run => ({
      occurrence: run.scheduledFor!,
      completed: run.state === 'completed',
    })),
  );
  const hasher = createHasher();
  const rows = missing.map((occurrence, position): AnsweredRow => {
    const run = due.find(each => each.scheduledFor === occurrence)!;
    const values = [occurrence, run.deadline ?? null, run.number, run.state];
    const leaf = {
      question: question.name,
      version: VERSION,
      position,
      row: csvLine(values).trimEnd(),
      evidence: [],
    };
    return {
      position,
      values,
      leafHash: toBase64(hasher.leaf(rowLeafText(leaf))),
    };
  });
  const text = [columns, ...rows.map(({ values }) => values)]
    .map(fields => csvLine(fields))
    .join('');
  return {
    question,
    version: VERSION,
    columns,
    rows: rows.length,
    sha256: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    incomplete: [],
    async *read() {
      yield* rows;
    },
  };
}
