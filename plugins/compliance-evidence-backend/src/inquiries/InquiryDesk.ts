import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import {
  AnsweredInquiry,
  answerInquiry,
  applyInquiryEntry,
  AskedOf,
  AskedRun,
  askQuestionSchema,
  digestOfBytes,
  HandTable,
  holdShadowSchema,
  inquiryAskPermission,
  inquiryCheckPermission,
  InquiryAsked,
  InquiryDetail,
  judgeAsked,
  judgeInquiring,
  lintAsked,
  matchColumns,
  readResult,
  ReportBundle,
  seedViolationsSchema,
  takeSampleSchema,
} from '@countersign/plugin-compliance-evidence-common';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { didYouMean } from '@countersign/plugin-governance-common';
import {
  Caller,
  demandNone,
  recordFact,
  refused,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { AssuranceAccess } from '../assurance/AssuranceAccess';
import { EvidenceStore } from '../database/EvidenceStore';
import { InquiryStore, StoredInquiry } from '../database/InquiryStore';
import { ReportVersionStore } from '../database/ReportVersionStore';
import { ResultStore, StoredQuestion } from '../database/ResultStore';
import { StoredRun } from '../database/RunStore';
import { EvidenceJournal, EvidenceUnit } from '../entries';
import { sqlParser } from '../reports/sqlParser';
import { RunReader } from '../runs/RunReader';
import { answerError } from './answerError';
import { readHandFile } from './handFile';
import { InquiryReader } from './InquiryReader';
import { Queue } from './Queue';
import { StagedRuns } from './StagedRuns';

/** What asking needs. */
export interface InquiryDeskOptions {
  journal: EvidenceJournal;
  access: AssuranceAccess;
  runReader: Pick<RunReader, 'kept'>;
  inquiries: InquiryStore;
  versions: ReportVersionStore;
  evidence: EvidenceStore;
  results: ResultStore;
  store: SnapshotStore;
  staged: StagedRuns;
  reader: InquiryReader;
  /** For the many queries of seeded violations. */
  queryTimeoutMs: number;
}

/** A run that may be asked, with what an answer is made of. */
interface Open {
  stored: StoredRun;
  report: ReportBundle;
  answers: StoredQuestion[];
}

/** What is asked, with how its answer is told. */
interface Prepared {
  title: string;
  text?: string;
  asked: InquiryAsked;
  /** Made by hand. */
  table?: HandTable;
  csv?: string;
}

/** So many are answered at once in each replica: each may take the database a while. */
const AT_ONCE = 2;

/** Answers what is asked of runs afterwards, and keeps each answer with its ledger entry. */
export class InquiryDesk {
  readonly #queue = new Queue(AT_ONCE);

  constructor(private readonly options: InquiryDeskOptions) {}

  /** Asks a question in SQL. */
  async ask(
    caller: Caller,
    number: string,
    { title, text, sql }: z.output<typeof askQuestionSchema>,
    idempotencyKey?: string,
  ): Promise<InquiryDetail> {
    await this.#demand(caller, 'question');
    const open = await this.#open(caller, number);
    const parse = await sqlParser();
    const { refusals, orderedBy } = lintAsked(sql, open.report, parse);
    demandNone(
      refusals.map(({ line, column, problem, remedy }) => ({
        field: 'sql',
        message: `Line ${line}, column ${column}: ${problem}: ${remedy}`,
      })),
    );
    return this.#answer(
      caller,
      open,
      { title, text, asked: { kind: 'question', sql, orderedBy } },
      idempotencyKey,
    );
  }

  /** Takes a sample that nobody chose. */
  async sample(
    caller: Caller,
    number: string,
    { text, question: name, size }: z.output<typeof takeSampleSchema>,
    idempotencyKey?: string,
  ): Promise<InquiryDetail> {
    await this.#demand(caller, 'sample');
    const open = await this.#open(caller, number);
    const { question, answer } = this.#question(open, name);
    return this.#answer(
      caller,
      open,
      {
        title: `Sample of ${size} from ${question.title}`,
        text,
        asked: { kind: 'sample', ...answered(answer), size },
      },
      idempotencyKey,
    );
  }

  /** Holds an answer against a file that was made by hand. */
  async shadow(
    caller: Caller,
    number: string,
    body: z.output<typeof holdShadowSchema>,
    idempotencyKey?: string,
  ): Promise<InquiryDetail> {
    await this.#demand(caller, 'shadow');
    const open = await this.#open(caller, number);
    const { question, answer } = this.#question(open, body.question);
    const { file } = body;
    const bytes = Buffer.from(file.content, 'base64');
    const { table, csv } = await readHandFile(file, bytes);
    const declared = open.report.definition.spec.shadow?.find(
      each => each.question === question.name,
    );
    const key = body.key ?? question.key;
    const { columns, problems } = matchColumns(
      answer.columns,
      table,
      key,
      body.columns ?? declared?.columns,
    );
    demandNone(problems);
    const asked: AskedOf<'shadow'> = {
      kind: 'shadow',
      ...answered(answer),
      key,
      columns,
      file: {
        name: file.name,
        size: bytes.length,
        sha256: digestOf(bytes),
        table: digestOf(Buffer.from(csv)),
      },
    };
    return this.#answer(
      caller,
      open,
      {
        title: `${question.title}, held against ${file.name}`.slice(0, 300),
        text: body.text,
        asked,
        table,
        csv,
      },
      idempotencyKey,
    );
  }

  /** Plants the breaches that the report declares, and sees which questions catch them. */
  async seed(
    caller: Caller,
    number: string,
    { text }: z.output<typeof seedViolationsSchema>,
    idempotencyKey?: string,
  ): Promise<InquiryDetail> {
    await this.#demand(caller, 'seeded');
    const open = await this.#open(caller, number);
    const seeds = open.report.definition.spec.questions.reduce(
      (sum, { seeded = [] }) => sum + seeded.length,
      0,
    );
    if (seeds === 0) {
      throw refused({
        guard: 'seeds',
        message: `${open.stored.run.report} declared no breaches when it was run.`,
        remedy: 'Declare some under seeded of its questions, and run it again.',
      });
    }
    return this.#answer(
      caller,
      open,
      {
        title: `Known breaches in ${open.stored.run.title}`.slice(0, 300),
        text,
        asked: { kind: 'seeded', seeds },
      },
      idempotencyKey,
    );
  }

  /** @throws NotAllowedError */
  async #demand(caller: Caller, kind: InquiryAsked['kind']): Promise<void> {
    const { access } = this.options;
    await access.demandReading(caller);
    const isAsking = kind === 'question' || kind === 'sample';
    await access.demand(
      caller,
      isAsking ? inquiryAskPermission : inquiryCheckPermission,
      isAsking
        ? 'You may not ask questions of runs'
        : 'You may not check runs against other data',
    );
  }

  async #open(caller: Caller, number: string): Promise<Open> {
    const { runReader, versions, results, journal } = this.options;
    const stored = await runReader.kept(caller, number);
    const { run, pack } = stored;
    const verdict = judgeInquiring({
      number,
      state: run.state,
      packed: pack !== undefined,
    });
    if (!verdict.ok) throw refused(verdict.refusal);
    return {
      stored,
      report: await versions.get(journal.knex, run.reportDigest),
      answers: await results.questions(journal.knex, run.id),
    };
  }

  #question({ report, answers }: Open, name: string) {
    const question = report.definition.spec.questions.find(
      each => each.name === name,
    );
    const answer = answers.find(each => each.name === name);
    if (question && answer) return { question, answer };
    const names = answers.map(each => each.name);
    throw new NotFoundError(
      `The run has no answer to ${name}${didYouMean(name, names)}`,
    );
  }

  async #answer(
    caller: Caller,
    open: Open,
    prepared: Prepared,
    idempotencyKey?: string,
  ): Promise<InquiryDetail> {
    const { journal, inquiries, reader } = this.options;
    const { asked } = prepared;
    const verdict = judgeAsked(asked);
    if (!verdict.ok) throw refused(verdict.refusal);
    const answer = await this.#queue.next(() => this.#work(open, prepared));
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      unit => this.#keep(unit, open, prepared, answer),
      {
        request: {
          verb: asked.kind,
          body: JSON.parse(
            JSON.stringify({
              run: open.stored.run.number,
              ...prepared,
              table: undefined,
            }),
          ),
        },
        keep: ({ facts }) => facts.number,
        again: async ({ trx }, number) => {
          const [found] = await inquiries.find(trx, [number]);
          return found;
        },
      },
    );
    return reader.detail(stored);
  }

  async #keep(
    unit: EvidenceUnit,
    { stored }: Open,
    { title, text, asked, csv }: Prepared,
    answer: AnsweredInquiry,
  ): Promise<StoredInquiry> {
    const { inquiries } = this.options;
    const number = await inquiries.nextNumber(unit.trx);
    const bytes = Buffer.from(answer.csv);
    const facts = await recordFact(
      unit,
      {
        type: 'inquiry.answered',
        subject: number,
        data: {
          rules: 1,
          title,
          ...(text !== undefined && { text }),
          run: askedRun(stored),
          asked,
          outcome: answer.outcome,
          result: {
            columns: answer.columns,
            rows: answer.rows,
            size: bytes.length,
            sha256: digestOf(bytes),
          },
        },
      },
      entry => applyInquiryEntry(undefined, entry),
    );
    const kept = await inquiries.insert(
      unit.trx,
      { id: randomUUID(), facts },
      unit.now,
    );
    await inquiries.keepResult(unit.trx, number, {
      result: answer.csv,
      ...(csv !== undefined && { table: csv }),
    });
    return kept;
  }

  async #work(open: Open, prepared: Prepared): Promise<AnsweredInquiry> {
    const { journal, evidence, staged, store, queryTimeoutMs } = this.options;
    const { stored, report, answers } = open;
    const { run, tree } = stored;
    const { asked, table } = prepared;
    const stop = new AbortController();
    const engines: { close(): Promise<void> }[] = [];
    try {
      return await answerInquiry(asked, {
        report,
        parameters: run.parameters,
        period: run.period,
        root: tree!.root,
        table,
        answer: name => {
          const { key, version } = answers.find(each => each.name === name)!;
          return readResult(store.get(key), { question: name, version });
        },
        engine: async () => {
          const engine = await staged.open(
            {
              run,
              report,
              evidence: await evidence.ofRun(journal.knex, run.id),
            },
            {
              signal: stop.signal,
              ...(asked.kind === 'seeded' && { timeoutMs: queryTimeoutMs }),
            },
          );
          engines.push(engine);
          return engine;
        },
      });
    } catch (error) {
      throw answerError(error, asked.kind);
    } finally {
      stop.abort();
      await Promise.all(engines.map(engine => engine.close()));
    }
  }
}

/** Which answer it is, as the manifest counts it. */
function answered({ name, version, rows }: StoredQuestion) {
  return { question: name, version, rows };
}

function askedRun({ run, tree, pack }: StoredRun): AskedRun {
  return {
    number: run.number,
    report: run.report,
    reportDigest: run.reportDigest,
    manifestDigest: pack!.manifestDigest as AskedRun['manifestDigest'],
    rows: tree!,
    ...(run.period && {
      period: { start: run.period.start, end: run.period.end },
    }),
  };
}

function digestOf(bytes: Uint8Array) {
  return digestOfBytes(bytes) as AskedRun['manifestDigest'];
}
