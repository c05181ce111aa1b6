import { createHash } from 'crypto';
import {
  nextOccasion,
  queryOf,
  ReportBundle,
  ReportDetail,
  ReportList,
  reportReadPermission,
  ReportSummary,
  Run,
  runRequestPermission,
  scheduleWords,
} from '@countersign/plugin-compliance-evidence-common';
import { Caller } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { Authorizer } from '../access';
import { RunStore } from '../database/RunStore';
import { EvidenceSources } from '../sources/EvidenceSources';
import { LibraryReport, ReportLibrary } from './ReportLibrary';

/** Shows the reports of the folder, and what is wrong with them. */
export class ReportReader {
  constructor(
    private readonly options: {
      knex: Knex;
      authorizer: Authorizer;
      library: ReportLibrary;
      sources: EvidenceSources;
      runs: RunStore;
    },
  ) {}

  async list(caller: Caller): Promise<ReportList> {
    const { authorizer, library } = this.options;
    await authorizer.demand(
      caller,
      reportReadPermission,
      'You may not read reports',
    );
    const last = await this.#lastRuns(caller);
    const reports = await library.all();
    return {
      items: reports.map(report => summaryOf(report, last.get(report.name))),
    };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, name: string): Promise<ReportDetail> {
    const { authorizer, library, sources } = this.options;
    await authorizer.demand(
      caller,
      reportReadPermission,
      'You may not read reports',
    );
    const found = await library.get(name);
    const last = await this.#lastRuns(caller);
    const mayRun = await authorizer
      .demand(caller, runRequestPermission)
      .then(() => true)
      .catch(() => false);
    const { bundle } = found;
    return {
      report: summaryOf(found, last.get(name)),
      mayRun,
      questionList: bundle ? questionsOf(bundle) : [],
      sourceList: (bundle?.definition.spec.sources ?? []).map(
        ({ name: table, title, source, query, key, columns }) => {
          const configured = sources.find(source);
          return {
            name: table,
            title,
            source,
            query,
            key,
            columns,
            configured: configured !== undefined,
            system: configured?.system,
          };
        },
      ),
      recipients: bundle?.definition.spec.recipients ?? [],
      retentionDays: bundle?.definition.spec.retentionDays,
      timeZone: bundle?.definition.spec.timeZone,
      files: [...(bundle?.files ?? [])].map(([path, bytes]) => ({
        path,
        size: bytes.length,
        sha256: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      })),
    };
  }

  /** The last run of each report that the caller may see. */
  async #lastRuns(caller: Caller): Promise<Map<string, Run>> {
    const { authorizer, runs, knex } = this.options;
    const rights = await authorizer.rights(caller);
    const last = await runs.lastOfEach(knex);
    return new Map(
      last.filter(run => rights.may('read', run)).map(run => [run.report, run]),
    );
  }
}

function summaryOf(
  { name, bundle, problems }: LibraryReport,
  last: Run | undefined,
): ReportSummary {
  const metadata = bundle?.definition.metadata;
  const spec = bundle?.definition.spec;
  return {
    name,
    title: metadata?.title ?? name,
    description: metadata?.description ?? '',
    owner: metadata?.owner ?? '',
    digest: bundle?.digest as ReportSummary['digest'],
    ready: bundle !== undefined && problems.length === 0,
    problems,
    parameters: spec?.parameters ?? [],
    questions: spec?.questions.length ?? 0,
    sources: spec?.sources.length ?? 0,
    formats: spec?.formats ?? [],
    schedule: spec?.schedule && scheduleWords(spec.schedule),
    nextRunAt:
      spec?.schedule &&
      nextOccasion(spec.schedule, new Date().toISOString())?.at,
    lastRun: last && {
      number: last.number,
      state: last.state,
      requestedAt: last.requestedAt,
    },
  };
}

function questionsOf(bundle: ReportBundle): ReportDetail['questionList'] {
  return bundle.definition.spec.questions.map(question => {
    const { description, owner, version, text } = queryOf(bundle, question);
    return { ...question, description, owner, version, sql: text };
  });
}
