import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import {
  judgeRun,
  ParameterValues,
  readParameters,
  ReportBundle,
  reportReadPermission,
  RequestRun,
  requestRunSchema,
  RunDetail,
  runRequestPermission,
  runSignalChannel,
  RUNS_SIGNAL_CHANNEL,
  RunVerb,
  runVerbSchema,
} from '@countersign/plugin-compliance-evidence-common';
import {
  Caller,
  callerKind,
  demandNone,
  refused,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { DeliveryStore } from '../database/DeliveryStore';
import { ErasureStore } from '../database/ErasureStore';
import { ProgressStore } from '../database/ProgressStore';
import { ReportVersionStore } from '../database/ReportVersionStore';
import { RunFields, RunStore, StoredRun } from '../database/RunStore';
import { EvidenceJournal, EvidenceUnit } from '../entries';
import { Authorizer } from '../access';
import { ReportLibrary } from '../reports/ReportLibrary';
import { EvidenceSources } from '../sources/EvidenceSources';
import { RunReader } from './RunReader';

/** What asking for runs needs. */
export interface RunDeskOptions {
  journal: EvidenceJournal;
  authorizer: Authorizer;
  library: ReportLibrary;
  sources: EvidenceSources;
  runs: RunStore;
  versions: ReportVersionStore;
  progress: ProgressStore;
  deliveries: DeliveryStore;
  erasures: Pick<ErasureStore, 'find'>;
  reader: RunReader;
  /** Of message ids. */
  mailDomain: string;
  /** There may be something to do. */
  wake(): void;
}

/** Takes what people, pipelines and schedules ask of runs: each in one transaction with its ledger entry. */
export class RunDesk {
  constructor(private readonly options: RunDeskOptions) {}

  /** Queues a run under the next number. */
  async request(
    caller: Caller,
    body: z.output<typeof requestRunSchema>,
    idempotencyKey?: string,
  ): Promise<RunDetail> {
    const { authorizer, library, journal, runs, reader } = this.options;
    await authorizer.demand(
      caller,
      reportReadPermission,
      'You may not read reports',
    );
    await authorizer.demand(caller, runRequestPermission);
    const rights = await authorizer.rights(caller);
    const report = await library.ready(body.report);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => (await this.open(unit, report, body))!,
      {
        request: { verb: 'request', body },
        keep: ({ run }) => run.number,
        again: async ({ trx }, number) => {
          const [found] = await runs.find(trx, [number]);
          return found;
        },
      },
    );
    this.options.wake();
    return reader.detail(stored, caller, rights);
  }

  /**
   * Queues a run in a unit of work.
   *
   * @returns undefined where its schedule asked for it already
   * @throws InputError naming every parameter that is wrong
   */
  async open(
    unit: EvidenceUnit,
    report: ReportBundle,
    asked: Pick<RequestRun, 'deliver'> & {
      parameters: ParameterValues;
      scheduledFor?: string;
      deadline?: string;
    },
  ): Promise<StoredRun | undefined> {
    const { runs, versions, progress, deliveries, sources } = this.options;
    const { definition, digest } = report;
    const { metadata, spec } = definition;
    const { scheduledFor, deadline, deliver = true } = asked;
    const { values, period } = demandParameters(report, asked.parameters);
    // Missing ones are told before anything is begun.
    spec.sources.forEach(({ source }) => sources.get(source));
    await versions.keep(unit.trx, report);
    const stored = await runs.insert(unit.trx, {
      id: randomUUID(),
      report: metadata.name,
      title: metadata.title,
      reportDigest: digest as StoredRun['run']['reportDigest'],
      parameters: values,
      period,
      recipients: spec.recipients,
      requestedBy: unit.actor.ref,
      requestedAt: unit.now.toISOString(),
      scheduledFor,
      deadline,
    });
    if (!stored) return undefined;
    const { run } = stored;
    await progress.open(unit.trx, run.id, spec.sources);
    if (deliver) {
      await deliveries.open(
        unit.trx,
        run,
        spec.recipients,
        this.options.mailDomain,
      );
    }
    await unit.record('run.requested', run.number, {
      report: run.report,
      title: run.title,
      reportDigest: run.reportDigest,
      parameters: values,
      period,
      sources: spec.sources.map(({ name }) => name),
      questions: spec.questions.map(({ name }) => name),
      recipients: spec.recipients,
      scheduledFor,
      retentionDays: spec.retentionDays,
    });
    unit.refetch(RUNS_SIGNAL_CHANNEL);
    return stored;
  }

  /** Cancels it, takes it up again, or sends its pack once more. */
  async act(
    caller: Caller,
    number: string,
    verb: RunVerb,
    body: z.output<typeof runVerbSchema>,
    idempotencyKey?: string,
  ): Promise<RunDetail> {
    const { authorizer, journal, runs, reader } = this.options;
    const rights = await authorizer.rights(caller);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const locked = await runs.lock(unit.trx, number);
        if (!locked) throw new NotFoundError(`There is no run ${number}`);
        rights.demand(verb, locked.run);
        return this.#decide(unit, locked, verb, body);
      },
      {
        request: { verb, number, ...body },
        keep: ({ run }) => run.number,
        again: async ({ trx }) => {
          const [found] = await runs.find(trx, [number]);
          return found;
        },
      },
    );
    this.options.wake();
    return reader.detail(stored, caller, rights);
  }

  async #decide(
    unit: EvidenceUnit,
    stored: StoredRun,
    verb: RunVerb,
    { version, reason }: z.output<typeof runVerbSchema>,
  ): Promise<StoredRun> {
    const { run, pack, recipients } = stored;
    const erasure = await this.options.erasures.find(unit.trx, run.id);
    const verdict = judgeRun(
      verb,
      {
        ...run,
        packed: pack !== undefined,
        recipients: recipients.length,
        erased: erasure !== undefined,
      },
      { by: callerKind(unit.actor) },
    );
    if (!verdict.ok) throw refused(verdict.refusal);
    const fields = await this.#verbs[verb](unit, stored, reason);
    unit.refetch(runSignalChannel(run));
    unit.refetch(RUNS_SIGNAL_CHANNEL);
    return this.options.runs.decide(unit.trx, run, version, fields);
  }

  readonly #verbs: Record<
    RunVerb,
    (
      unit: EvidenceUnit,
      stored: StoredRun,
      reason: string | undefined,
    ) => Promise<RunFields>
  > = {
    cancel: async (unit, { run }, reason) => {
      await unit.record('run.canceled', run.number, { reason });
      return { state: 'canceled', endedAt: unit.now.toISOString() };
    },
    retry: async (unit, { run }, reason) => {
      await this.options.progress.reopen(unit.trx, run.id);
      await unit.record('run.retried', run.number, { reason });
      return { state: 'queued' };
    },
    deliver: async (unit, { run, recipients }, reason) => {
      const { deliveries, progress, mailDomain } = this.options;
      await deliveries.open(unit.trx, run, recipients, mailDomain);
      await progress.end(unit.trx, run.id, 'deliver', 'waiting');
      await unit.record('run.resent', run.number, { reason, recipients });
      return { state: 'queued', phase: 'deliver' };
    },
  };
}

function demandParameters(report: ReportBundle, given: ParameterValues) {
  const { values, period, problems } = readParameters(report.definition, given);
  demandNone(
    problems.map(({ name, message }) => ({
      field: `parameters.${name}`,
      message,
    })),
  );
  return { values, period };
}
