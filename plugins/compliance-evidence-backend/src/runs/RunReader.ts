import { NotFoundError } from '@backstage/errors';
import {
  csvFields,
  endingOf,
  EntityScope,
  EvidenceDetail,
  holdsOn,
  Keeping,
  keepingActions,
  LegalHold,
  phases,
  queryOf,
  QuestionRow,
  QuestionRows,
  questionRowsQuerySchema,
  ReportBundle,
  retentionEnds,
  runActions,
  RunDelivery,
  RunDetail,
  RunFilters,
  RunPage,
  RunPhase,
  RunQuestion,
  runVerbs,
  RunVerb,
} from '@countersign/plugin-compliance-evidence-common';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  timelineEvents,
  WitnessedLedger,
} from '@countersign/plugin-governance-node';
import { toBase64 } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { Authorizer, RunRights } from '../access';
import { DeliveryStore, StoredDelivery } from '../database/DeliveryStore';
import { ErasureStore } from '../database/ErasureStore';
import { EvidenceStore } from '../database/EvidenceStore';
import { KeepingStore } from '../database/KeepingStore';
import { ProgressStore } from '../database/ProgressStore';
import { ReportVersionStore } from '../database/ReportVersionStore';
import { ResultStore, StoredQuestion } from '../database/ResultStore';
import { RunStore, StoredRun } from '../database/RunStore';
import { RowProver } from './RowProver';

/** What reading runs needs. */
export interface RunReading {
  knex: Knex;
  authorizer: Authorizer;
  runs: RunStore;
  versions: ReportVersionStore;
  progress: ProgressStore;
  evidence: EvidenceStore;
  results: ResultStore;
  deliveries: DeliveryStore;
  erasures: ErasureStore;
  keepings: KeepingStore;
  /** Of the configuration. */
  holds: readonly LegalHold[];
  store: SnapshotStore;
  ledger: Pick<
    Ledger,
    'timeline' | 'exportSubject' | 'status' | keyof WitnessedLedger
  >;
}

/** Shows runs to those who may read them. */
export class RunReader {
  readonly #prover: RowProver;

  constructor(private readonly options: RunReading) {
    this.#prover = new RowProver(options.results);
  }

  /** Those that the caller may see. */
  async list(caller: Caller, filters: RunFilters): Promise<RunPage> {
    const { authorizer, runs, knex } = this.options;
    const rights = await authorizer.rights(caller);
    return runs.list(knex, filters, rights.demandReading());
  }

  /** In the scope of which reports an entity is, by the last run of each that names it and that the caller may see. */
  async scopeOf(
    caller: Caller,
    entityRef: string,
  ): Promise<EntityScope['items']> {
    const { authorizer, runs, knex } = this.options;
    const rights = await authorizer.rights(caller);
    const readable = rights.demandReading();
    const last = await runs.lastNaming(knex, entityRef, readable);
    return last.map(({ run, violations }) => ({
      report: run.report,
      title: run.title,
      run: run.number,
      endedAt: run.endedAt ?? run.requestedAt,
      violations,
    }));
  }

  /** @throws NotFoundError for one that the caller may not see */
  async get(caller: Caller, number: string): Promise<RunDetail> {
    const rights = await this.options.authorizer.rights(caller);
    return this.detail(await this.#readable(rights, number), caller, rights);
  }

  /** A run as its page shows it to a caller. */
  async detail(
    stored: StoredRun,
    caller: Caller,
    rights: RunRights,
  ): Promise<RunDetail> {
    const { knex, versions, progress, evidence, results, deliveries } =
      this.options;
    const { run, tree, pack, recipients } = stored;
    const report = await versions.get(knex, run.reportDigest);
    const [goes, sources, taken, answered, artefacts, mails, usual, keeping] =
      await Promise.all([
        progress.phases(knex, run.id),
        progress.sources(knex, run.id),
        evidence.ofRun(knex, run.id),
        results.questions(knex, run.id),
        results.artefacts(knex, run.id),
        deliveries.latest(knex, run.id),
        progress.usualSeconds(knex, run.report),
        this.keeping(knex, run, report),
      ]);
    const permitted = Object.fromEntries(
      runVerbs.map(verb => [verb, rights.may(verb, run)]),
    ) as Record<RunVerb, boolean>;
    return {
      run,
      phases: goes,
      estimateSeconds:
        run.state === 'running' || run.state === 'queued'
          ? secondsLeft(goes, usual)
          : undefined,
      sources,
      evidence: taken,
      questions: answered.map(each => questionOf(report, each)),
      tree,
      artefacts: artefacts.map(({ key, ...artefact }) => artefact),
      pack: pack && {
        size: pack.size,
        sha256: pack.sha256 as never,
        manifestDigest: pack.manifestDigest as never,
      },
      deliveries: mails.map(deliveryOf),
      actions: runActions(
        {
          ...run,
          packed: pack !== undefined,
          recipients: recipients.length,
          erased: keeping.erased !== undefined,
        },
        { by: callerKind(caller), permitted },
      ),
      keeping: {
        ...keeping,
        actions: keepingActions(run, keeping, {
          ref: caller.ref,
          by: callerKind(caller),
          permitted: right => rights.may(right, run),
        }),
      },
    };
  }

  /** How the evidence of a run is kept: what its report demands, who holds it, and whether it is erased. */
  async keeping(
    db: Knex,
    run: StoredRun['run'],
    report?: ReportBundle,
  ): Promise<Keeping> {
    const { keepings, versions, holds } = this.options;
    const { definition } = report ?? (await versions.get(db, run.reportDigest));
    const { retentionDays } = definition.spec;
    const decided = await keepings.of(db, run.id);
    const configured = holdsOn(run, holds).map(({ reason }) => ({ reason }));
    return {
      ...decided,
      holds: [...decided.holds, ...configured],
      ...(run.endedAt && { until: retentionEnds(run.endedAt, retentionDays) }),
    };
  }

  /** Rows of an answer, each with its proof. */
  async rows(
    caller: Caller,
    number: string,
    name: string,
    { from, limit }: z.output<typeof questionRowsQuerySchema>,
  ): Promise<QuestionRows> {
    const { knex, versions, results, evidence: taken } = this.options;
    const { run, tree } = await this.kept(caller, number);
    const answered = await results.questions(knex, run.id);
    const question = answered.find(each => each.name === name);
    if (!question || !tree) {
      throw new NotFoundError(`${number} has no answer to ${name}`);
    }
    const count = Math.max(0, Math.min(limit, question.rows - from));
    const rows =
      count > 0
        ? await results.rows(knex, run.id, question.first + from, count)
        : [];
    const proofs = await this.#prover.proofs(
      knex,
      run.id,
      tree.size,
      rows.map(({ index }) => index),
    );
    const next = from + count;
    const used = new Set(rows.flatMap(({ evidence }) => evidence));
    const evidence = await taken.ofRun(knex, run.id);
    return {
      question: questionOf(
        await versions.get(knex, run.reportDigest),
        question,
      ),
      tree,
      items: rows.map(
        ({ position, index, row, evidence: relied, hash }, i): QuestionRow => ({
          position,
          index,
          row,
          values: csvFields(row),
          evidence: relied,
          leafHash: toBase64(hash),
          proof: proofs[i],
        }),
      ),
      evidence: evidence
        .filter(({ id }) => used.has(id))
        .map(({ id, source, sourceSystem }) => ({ id, source, sourceSystem })),
      ...(next < question.rows && { nextFrom: next }),
    };
  }

  async evidenceOf(
    caller: Caller,
    number: string,
    id: string,
  ): Promise<EvidenceDetail> {
    const { knex, versions } = this.options;
    const { run } = await this.readable(caller, number);
    const evidence = await this.#evidence(run, id);
    const report = await versions.get(knex, run.reportDigest);
    const using = report.definition.spec.questions.filter(question =>
      names(queryOf(report, question).text, evidence.source),
    );
    const { title, report: name, period, state } = run;
    return {
      evidence,
      run: { number, title, report: name, period, state },
      usedBy: using.map(question => question.name),
      controls: uniqueControls(using.flatMap(({ controls }) => controls)),
    };
  }

  /** The raw bytes that a source gave. */
  async raw(caller: Caller, number: string, id: string) {
    const { run } = await this.kept(caller, number);
    const { key, source, format } = await this.#evidence(run, id);
    return {
      content: this.options.store.get(key),
      filename: `${number}-${source}.${endingOf(format)}`,
    };
  }

  async pack(caller: Caller, number: string) {
    const { run, pack } = await this.kept(caller, number);
    if (!pack) throw new NotFoundError(`${number} has no pack yet`);
    return {
      content: this.options.store.get(pack.key),
      filename: `${number}-${run.report}.zip`,
    };
  }

  async artefact(caller: Caller, number: string, path: string) {
    const { knex, results, store } = this.options;
    const { run } = await this.kept(caller, number);
    const all = await results.artefacts(knex, run.id);
    const found = all.find(each => each.path === path);
    if (!found) {
      throw new NotFoundError(
        `${number} has no artefact ${path}; it has ${
          all.map(each => each.path).join(', ') || 'none'
        }`,
      );
    }
    return {
      content: store.get(found.key),
      filename: `${number}-${path.split('/').at(-1)}`,
    };
  }

  /** What the ledger holds about a run, newest first. */
  async timeline(caller: Caller, number: string, page: TimelineQuery) {
    await this.readable(caller, number);
    return timelineEvents(this.options.ledger, number, page);
  }

  /** The ledger bundle of a run: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.readable(caller, number);
    return this.options.ledger.exportSubject(number, {
      olderCheckpoint: since,
    });
  }

  /** How far the ledger is, for those who may read some run. */
  async ledgerStatus(caller: Caller) {
    return (await this.readableLedger(caller)).status();
  }

  /** The ledger, for those who may read some run. */
  async readableLedger(caller: Caller) {
    (await this.options.authorizer.rights(caller)).demandReading();
    return this.options.ledger;
  }

  /** @throws NotFoundError for one that the caller may not see */
  async readable(caller: Caller, number: string): Promise<StoredRun> {
    return this.#readable(await this.options.authorizer.rights(caller), number);
  }

  /** The same with its evidence. @throws NotFoundError where that is erased, with when and why */
  async kept(caller: Caller, number: string): Promise<StoredRun> {
    const stored = await this.readable(caller, number);
    const { erasures, knex } = this.options;
    const erasure = await erasures.find(knex, stored.run.id);
    if (erasure) {
      const why = erasure.askedBy
        ? `as ${erasure.askedBy} asked and somebody else agreed`
        : `after the ${erasure.retentionDays} days for which its report keeps it`;
      throw new NotFoundError(
        `The evidence of ${number} was erased at ${erasure.at}, ${why}; its hashes stand`,
      );
    }
    return stored;
  }

  async #readable(rights: RunRights, number: string): Promise<StoredRun> {
    const { runs, knex } = this.options;
    rights.demandReading();
    const [stored] = await runs.find(knex, [number]);
    if (!stored) throw new NotFoundError(`There is no run ${number}`);
    rights.demand('read', stored.run);
    return stored;
  }

  async #evidence({ id: runId, number }: StoredRun['run'], id: string) {
    const { evidence, knex } = this.options;
    const found = await evidence.find(knex, runId, id);
    if (!found) throw new NotFoundError(`${number} has no evidence ${id}`);
    return found;
  }
}

/** An answer with what the report says of its question. */
export function questionOf(
  report: ReportBundle,
  { key, ...answer }: StoredQuestion,
): RunQuestion {
  const question = report.definition.spec.questions.find(
    each => each.name === answer.name,
  )!;
  const { title, severity, answers, controls } = question;
  return {
    ...answer,
    sha256: answer.sha256 as never,
    queryDigest: answer.queryDigest as never,
    title,
    severity,
    answers,
    controls,
    sql: queryOf(report, question).text,
  };
}

function deliveryOf(delivery: StoredDelivery): RunDelivery {
  const { recipient, state, attempts, sentAt, form, problem, nextAttemptAt } =
    delivery;
  return {
    recipient,
    state: state === 'sending' ? 'waiting' : state,
    attempts,
    sentAt,
    as: form,
    problem,
    nextAttemptAt:
      state === 'waiting' ? nextAttemptAt.toISOString() : undefined,
  };
}

/** By how long each phase took lately. */
function secondsLeft(
  goes: readonly RunPhase[],
  usual: ReadonlyMap<string, number>,
): number | undefined {
  if (usual.size === 0) return undefined;
  return Math.round(
    phases.reduce((sum, phase) => {
      const { state, startedAt } = goes.find(each => each.phase === phase)!;
      const expected = usual.get(phase) ?? 0;
      if (state === 'waiting') return sum + expected;
      if (state !== 'running' || !startedAt) return sum;
      const spent = (Date.now() - Date.parse(startedAt)) / 1000;
      return sum + Math.max(0, expected - spent);
    }, 0),
  );
}

/** Whether a query names a table. */
function names(sql: string, table: string): boolean {
  const withoutComments = sql.replace(/--.*$/gm, '');
  return new RegExp(`\\b${table}\\b`).test(withoutComments);
}

function uniqueControls<T extends { framework: string; id: string }>(
  controls: readonly T[],
): T[] {
  const known = new Map(
    controls.map(each => [`${each.framework}/${each.id}`, each]),
  );
  return [...known.values()];
}
