import {
  causesBetween,
  ComparedRun,
  compareRows,
  ComparisonFilters,
  QuestionComparison,
  RunComparison,
} from '@countersign/plugin-compliance-evidence-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { AssuranceAccess } from './AssuranceAccess';
import { ComparableRun, RunSource } from './ports';

/** A run as a comparison sees it. */
function comparedRun({ run, evidence, questions }: ComparableRun): ComparedRun {
  return {
    number: run.number,
    report: run.report,
    parameters: run.parameters,
    evidence,
    questions,
  };
}

/** Compares two runs of a report, and says why their rows differ. */
export class ComparisonReader {
  constructor(
    private readonly options: {
      access: AssuranceAccess;
      runs: Pick<RunSource, 'comparable' | 'rows'>;
    },
  ) {}

  /** @throws NotFoundError for a run that the caller may not see, InputError for runs of different reports */
  async compare(
    caller: Caller,
    older: string,
    newer: string,
    filters: ComparisonFilters,
  ): Promise<RunComparison> {
    const { access, runs } = this.options;
    await access.demandReading(caller);
    const [before, after] = await Promise.all([
      runs.comparable(caller, older),
      runs.comparable(caller, newer),
    ]);
    if (before.run.report !== after.run.report) {
      throw wrongField(
        'older',
        `${older} is a run of ${before.run.report}; name a run of ${after.run.report}`,
      );
    }
    const names = after.questions
      .map(({ name }) => name)
      .filter(name => before.questions.some(each => each.name === name))
      .filter(
        name => filters.question === undefined || filters.question === name,
      );
    if (filters.question !== undefined && names.length === 0) {
      throw wrongField(
        'question',
        `no answer of both runs is called ${filters.question}`,
      );
    }
    const questions: QuestionComparison[] = [];
    for (const name of names) {
      questions.push(await this.#question(before, after, name, filters));
    }
    return { report: after.run.report, older, newer, questions };
  }

  async #question(
    before: ComparableRun,
    after: ComparableRun,
    name: string,
    { kind, limit }: ComparisonFilters,
  ): Promise<QuestionComparison> {
    const { runs } = this.options;
    const asked = (run: ComparableRun) =>
      run.questions.find(each => each.name === name)!;
    const [was, is] = [asked(before), asked(after)];
    const [older, newer] = [comparedRun(before), comparedRun(after)];
    const causes = causesBetween(older, newer, name);
    const compared: QuestionComparison = {
      question: name,
      title: is.title,
      columns: { older: [...was.columns], newer: [...is.columns] },
      key: [...is.key],
      causes,
      added: 0,
      removed: 0,
      changed: 0,
      unexplained: 0,
      rows: [],
    };
    // Equal bytes have equal rows: nothing has to be read.
    if (was.sha256 === is.sha256) return compared;
    for await (const difference of compareRows({
      older: {
        columns: was.columns,
        rows: runs.rows(before.run.number, name),
      },
      newer: { columns: is.columns, rows: runs.rows(after.run.number, name) },
      key: is.key,
      causes,
      scope: [older, newer],
    })) {
      compared[difference.kind]++;
      if (difference.causes.length === 0) compared.unexplained++;
      const isShown = kind === undefined || kind.includes(difference.kind);
      if (isShown && compared.rows.length < limit) {
        compared.rows.push(difference);
      }
    }
    return compared;
  }
}
