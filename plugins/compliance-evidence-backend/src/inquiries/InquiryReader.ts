import { NotFoundError } from '@backstage/errors';
import {
  csvRecords,
  InquiryDetail,
  InquiryDocument,
  InquiryFilters,
  InquiryPage,
  INQUIRY_FORMAT,
  isParity,
  parityOf,
  ParityList,
  PARAMETERS_TABLE,
  parameterColumns,
  ReportDefinition,
  ShadowDay,
  SHOWN_ROWS,
  StagedTables,
} from '@countersign/plugin-compliance-evidence-common';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import { Caller, timelineEvents } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { Authorizer } from '../access';
import { AssuranceAccess } from '../assurance/AssuranceAccess';
import { RunSource } from '../assurance/ports';
import { EvidenceStore } from '../database/EvidenceStore';
import {
  inquiryOf,
  InquiryStore,
  StoredInquiry,
} from '../database/InquiryStore';
import { ReportVersionStore } from '../database/ReportVersionStore';
import { RunReader } from '../runs/RunReader';

/** Shows what was asked of runs to those who may read the runs. */
export class InquiryReader {
  constructor(
    private readonly options: {
      knex: Knex;
      authorizer: Authorizer;
      access: AssuranceAccess;
      inquiries: InquiryStore;
      versions: ReportVersionStore;
      evidence: EvidenceStore;
      runReader: Pick<RunReader, 'readable' | 'kept'>;
      runSource: Pick<RunSource, 'definitions'>;
      ledger: Pick<Ledger, 'exportSubject' | 'timeline'>;
    },
  ) {}

  async list(caller: Caller, filters: InquiryFilters): Promise<InquiryPage> {
    const { access, authorizer, inquiries, knex } = this.options;
    await access.demandReading(caller);
    const readable = (await authorizer.rights(caller)).demandReading();
    const { items, ...page } = await inquiries.list(knex, filters, readable);
    return { ...page, items: items.map(inquiryOf) };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, number: string): Promise<InquiryDetail> {
    return this.detail(await this.#readable(caller, number));
  }

  /** An inquiry with its first rows. */
  async detail(stored: StoredInquiry): Promise<InquiryDetail> {
    const { inquiries, knex } = this.options;
    const { number, result } = stored.facts;
    const { result: csv } = await inquiries.result(knex, number);
    const rows: (string | null)[][] = [];
    for await (const { fields } of csvRecords(oneChunk(csv))) {
      rows.push(fields);
      if (rows.length > SHOWN_ROWS) break;
    }
    return {
      inquiry: inquiryOf(stored),
      rows: rows.slice(1),
      more: result.rows - Math.max(0, rows.length - 1),
    };
  }

  /** The whole result. */
  async result(caller: Caller, number: string) {
    const { inquiries, knex } = this.options;
    await this.#kept(caller, number);
    const { result } = await inquiries.result(knex, number);
    return { content: result, filename: `${number}.csv` };
  }

  /** What `countersign verify` checks together with the pack of the run. */
  async proof(caller: Caller, number: string) {
    const { inquiries, knex, ledger } = this.options;
    await this.#kept(caller, number);
    const { result, table } = await inquiries.result(knex, number);
    const document: InquiryDocument = {
      format: INQUIRY_FORMAT,
      number,
      result,
      ...(table !== undefined && { table }),
      ledger: await ledger.exportSubject(number),
    };
    return {
      content: `${JSON.stringify(document, null, 2)}\n`,
      filename: `${number}.inquiry.json`,
    };
  }

  /** What the ledger holds about an inquiry. */
  async timeline(caller: Caller, number: string, page: TimelineQuery) {
    await this.#readable(caller, number);
    return timelineEvents(this.options.ledger, number, page);
  }

  /** The evidence bundle of an inquiry. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.#readable(caller, number);
    return this.options.ledger.exportSubject(number, {
      olderCheckpoint: since,
    });
  }

  /** The tables that a question about a run finds. */
  async tables(caller: Caller, number: string): Promise<StagedTables> {
    const { runReader, versions, evidence, knex } = this.options;
    const { run } = await runReader.readable(caller, number);
    const report = await versions.get(knex, run.reportDigest);
    const taken = await evidence.ofRun(knex, run.id);
    const { sources, questions } = report.definition.spec;
    return {
      tables: [
        ...sources.map(({ name, title, columns }) => ({
          name,
          title,
          columns,
          rows: taken.find(({ source }) => source === name)?.rowCount,
        })),
        {
          name: PARAMETERS_TABLE,
          title: 'Parameters of the run',
          columns: [...parameterColumns],
        },
      ],
      seeds: questions.reduce((sum, { seeded = [] }) => sum + seeded.length, 0),
    };
  }

  /** Whether each answer of a report may replace what is made by hand. */
  async parity(caller: Caller, report: string): Promise<ParityList> {
    const { access, inquiries, knex, runSource } = this.options;
    await access.demandReading(caller);
    const all = await runSource.definitions();
    const definition = all.find(({ metadata }) => metadata.name === report);
    const held = new Map<string, ShadowDay[]>();
    for (const {
      number,
      run,
      asked,
      outcome,
      answered,
    } of await inquiries.shadows(knex, report)) {
      if (asked.kind !== 'shadow' || outcome.kind !== 'shadow') continue;
      const days = held.get(asked.question) ?? [];
      days.push({
        inquiry: number,
        run: run.number,
        at: answered.at,
        ...(run.period && { period: run.period }),
        matches: isParity(outcome),
      });
      held.set(asked.question, days);
    }
    return { items: parities(held, definition) };
  }

  /** The same with its result. @throws NotFoundError where that was erased with the evidence of its run */
  async #kept(caller: Caller, number: string): Promise<void> {
    const { facts } = await this.#readable(caller, number);
    await this.options.runReader.kept(caller, facts.run.number);
  }

  /** @throws NotFoundError for one that is not there, or whose run the caller may not see */
  async #readable(caller: Caller, number: string): Promise<StoredInquiry> {
    const { access, inquiries, knex, runReader } = this.options;
    await access.demandReading(caller);
    const [stored] = await inquiries.find(knex, [number]);
    const none = () => new NotFoundError(`There is no inquiry ${number}`);
    if (!stored) throw none();
    await runReader.readable(caller, stored.facts.run.number).catch(() => {
      throw none();
    });
    return stored;
  }
}

/** What was held, and what the report wants to be held. */
function parities(
  held: ReadonlyMap<string, ShadowDay[]>,
  definition?: ReportDefinition,
): ParityList['items'] {
  const declared = definition?.spec.shadow ?? [];
  const questions = new Set([
    ...declared.map(({ question }) => question),
    ...held.keys(),
  ]);
  return [...questions].map(question => ({
    question,
    title:
      definition?.spec.questions.find(({ name }) => name === question)?.title ??
      question,
    ...parityOf(
      held.get(question) ?? [],
      declared.find(each => each.question === question)?.days,
    ),
  }));
}

async function* oneChunk(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
