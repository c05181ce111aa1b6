import {
  ComparedRow,
  csvFields,
  ReportDefinition,
} from '@countersign/plugin-compliance-evidence-common';
import { RunSource } from '../assurance/ports';
import { ReportLibrary } from '../reports/ReportLibrary';
import { questionOf, RunReader, RunReading } from './RunReader';

const ROWS_AT_ONCE = 1000;

/** What findings, controls and comparisons see of runs and reports. */
export function createRunSource(
  options: RunReading & { reader: RunReader; library: ReportLibrary },
): RunSource {
  const { knex, runs, results, evidence, versions, reader, library } = options;
  return {
    async find(db, number) {
      const [stored] = await runs.find(db, [number]);
      return stored?.run;
    },
    async definitions() {
      const all = await library.all();
      return all.flatMap(({ bundle, problems }): ReportDefinition[] =>
        bundle && problems.length === 0 ? [bundle.definition] : [],
      );
    },
    async comparable(caller, number) {
      const { run } = await reader.kept(caller, number);
      const report = await versions.get(knex, run.reportDigest);
      const answered = await results.questions(knex, run.id);
      return {
        run,
        evidence: await evidence.ofRun(knex, run.id),
        questions: answered.map(answer => ({
          ...questionOf(report, answer),
          key: report.definition.spec.questions.find(
            ({ name }) => name === answer.name,
          )!.key,
        })),
      };
    },
    async *rows(number, name): AsyncIterable<ComparedRow> {
      const [stored] = await runs.find(knex, [number]);
      if (!stored) return;
      const { id } = stored.run;
      const answered = await results.questions(knex, id);
      const question = answered.find(each => each.name === name);
      if (!question) return;
      for (let done = 0; done < question.rows; ) {
        const rows = await results.rows(
          knex,
          id,
          question.first + done,
          Math.min(ROWS_AT_ONCE, question.rows - done),
        );
        if (rows.length === 0) return;
        done += rows.length;
        for (const { position, row } of rows) {
          yield { position, values: csvFields(row) };
        }
      }
    },
  };
}
