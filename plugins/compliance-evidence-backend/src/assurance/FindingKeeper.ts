import { createHash, randomUUID } from 'crypto';
import {
  applyFindingEntry,
  assuranceSignalChannel,
  ASSURANCE_SIGNAL_CHANNEL,
  FindingCall,
  FindingEntryType,
  FindingFacts,
  findingVerbTable,
  FindingWorld,
  Found,
  isBack,
  ENTITY_COLUMN,
  isEvidenceColumn,
  judgeFinding,
  scopeOfRun,
} from '@countersign/plugin-compliance-evidence-common';
import { entityRefSchema, utc } from '@countersign/plugin-governance-common';
import {
  callerKind,
  recordFact,
  recordNotification,
  refused,
} from '@countersign/plugin-governance-node';
import { canonicalJson } from '@countersign/plugin-ledger-common';
import { AnswerStore } from '../database/AnswerStore';
import {
  controlColumn,
  FindingStore,
  StoredFinding,
} from '../database/FindingStore';
import { Answer, AnsweredRow, ReconciledRun } from './ports';
import { ScoreKeeper } from './ScoreKeeper';
import { AssuranceUnit, pluginId } from './unit';

/** What is done with a finding: the verb and what its entry says. */
export type FindingDeed = {
  [V in FindingCall['verb']]: Pick<
    Extract<FindingCall, { verb: V }>,
    'verb' | 'data'
  >;
}[FindingCall['verb']];

/** What a run did to findings. */
export interface FindingsOfRun {
  opened: number;
  reopened: number;
  /** Rows that are findings, new or not. */
  seen: number;
}

/** Rows are taken so many at a time: a question may have very many. */
const CHUNK = 500;

/** A title holds no more. */
const LONGEST_TITLE = 300;

/**
 * What a row is as a finding. The fingerprint holds what names the row and, for what happened, when; nothing else: prose may
 * change.
 */
function foundOf(
  run: ReconciledRun,
  { question, version, columns, period }: Answer,
  { position, values, leafHash }: AnsweredRow,
): Found {
  const { name: report, owner } = run.report.metadata;
  const valueOf = (column: string) => values[columns.indexOf(column)] ?? null;
  const named = question.key.length > 0 ? question.key : [...columns];
  const key = named
    .filter(column => !isEvidenceColumn(column))
    .slice(0, 20)
    .map(column => ({ column, value: valueOf(column) }));
  const fingerprint = createHash('sha256')
    .update(
      canonicalJson({
        report,
        question: question.name,
        key,
        ...(period && { start: period.start, end: period.end }),
      }),
    )
    .digest('hex');
  const shown = key.map(({ value }) => told(value)).join(' · ');
  const when = period ? ` (${period.label})` : '';
  const entityRef = entityRefSchema.safeParse(valueOf(ENTITY_COLUMN)).data;
  const team = entityRefSchema.safeParse(owner).data;
  return {
    report,
    question: question.name,
    questionVersion: version,
    title:
      cut(`${question.title}: ${shown}`, LONGEST_TITLE - when.length) + when,
    severity: question.severity,
    controls: question.controls,
    key,
    ...(question.about === 'period' && { about: question.about }),
    ...(period && { period }),
    fingerprint,
    seen: {
      run: run.number,
      position,
      leaf: leafHash,
      taken: run.taken.last,
    },
    ...(entityRef !== undefined && { entityRef }),
    ...(team !== undefined && { team }),
  };
}

/** As a query answers an instant. */
const INSTANT =
  /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)$/;

/** A value of a row in a title: an instant as all sentences tell one. */
function told(value: string | null): string {
  if (value === null) return '–';
  return INSTANT.test(value) ? utc(value.replace(' ', 'T')) : value;
}

/** At most so many characters, and no half of one. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/** Opens findings and does with them what the judge allows: entry, facts and row in one unit of work. */
export class FindingKeeper {
  constructor(
    private readonly options: {
      findings: FindingStore;
      answers: AnswerStore;
      scores: ScoreKeeper;
    },
  ) {}

  /**
   * Does something with a locked finding.
   *
   * @throws NotAllowedError or ConflictError that says which guard refuses
   */
  async act(
    unit: AssuranceUnit,
    stored: StoredFinding,
    deed: FindingDeed,
    world: FindingWorld = {},
  ): Promise<void> {
    const { actor, trx, now } = unit;
    const { facts } = stored;
    const call = {
      ...deed,
      who: { ref: actor.ref, by: callerKind(actor) },
      at: now.toISOString(),
    } as FindingCall;
    const verdict = judgeFinding(facts, call, world);
    if (!verdict.ok) throw refused(verdict.refusal);
    const after = await this.#record(
      unit,
      facts,
      facts.number,
      findingVerbTable[deed.verb].entry,
      deed.data,
    );
    await this.options.findings.save(trx, stored, after, now);
    unit.refetch(assuranceSignalChannel(stored));
    unit.refetch(ASSURANCE_SIGNAL_CHANNEL);
  }

  /**
   * Turns what a run found into findings, in the transaction in which its answers are recorded: new rows are opened, closed
   * ones that are back are opened again, and those that are gone are marked, for a person to close.
   */
  async openFindings(
    unit: AssuranceUnit,
    run: ReconciledRun,
  ): Promise<FindingsOfRun> {
    const { trx, now } = unit;
    const { answers, scores } = this.options;
    const report = run.report.metadata.name;
    await this.options.findings.lockReport(trx, report);
    await answers.insertAll(
      trx,
      run.answers.map(({ question, ...answer }) => ({
        run: run.number,
        report,
        question: question.name,
        version: answer.version,
        rows: answer.rows,
        sha256: answer.sha256,
        parameters: run.parameters,
        controls: question.controls.map(controlColumn),
        incomplete: [...answer.incomplete],
        taken: run.taken,
        ...(run.period && {
          periodStart: run.period.start,
          periodEnd: run.period.end,
        }),
      })),
      now,
    );
    const total: FindingsOfRun = { opened: 0, reopened: 0, seen: 0 };
    for (const answer of run.answers) {
      if (answer.question.answers !== 'violations') continue;
      let chunk: Found[] = [];
      const take = async () => {
        await this.#take(unit, chunk, total);
        chunk = [];
      };
      for await (const row of answer.read()) {
        chunk.push(foundOf(run, answer, row));
        if (chunk.length === CHUNK) await take();
      }
      await take();
      await this.#markAbsent(unit, run, answer);
    }
    await scores.keep(unit, run.number);
    this.#tell(unit, run, total);
    unit.refetch(ASSURANCE_SIGNAL_CHANNEL);
    return total;
  }

  /** Takes in some rows of one run. Rows with one key are one finding. */
  async #take(
    unit: AssuranceUnit,
    rows: readonly Found[],
    total: FindingsOfRun,
  ): Promise<void> {
    if (rows.length === 0) return;
    const { findings } = this.options;
    const { trx, now } = unit;
    const found = new Map(
      [...rows].reverse().map(row => [row.fingerprint, row]),
    );
    const known = await findings.lockFingerprints(trx, [...found.keys()]);
    const fresh = [...found.values()]
      .reverse()
      .filter(({ fingerprint }) => !known.has(fingerprint));
    const numbers = await findings.nextNumbers(trx, fresh.length);
    const opened: { id: string; facts: FindingFacts }[] = [];
    for (const [i, row] of fresh.entries()) {
      const facts = await this.#record(
        unit,
        undefined,
        numbers[i],
        'finding.opened',
        { rules: 1, ...row },
      );
      opened.push({ id: randomUUID(), facts });
    }
    await findings.insertAll(trx, opened, now);
    for (const stored of known.values()) {
      const { seen } = found.get(stored.facts.fingerprint)!;
      if (stored.facts.state === 'closed' && isBack(stored.facts, seen)) {
        await this.act(unit, stored, { verb: 'reopen', data: { seen } });
        total.reopened++;
      }
    }
    const [{ seen }] = rows;
    await findings.markSeen(
      trx,
      [...known.values()].map(({ facts }) => facts.number),
      { run: seen.run, taken: seen.taken ?? now.toISOString() },
    );
    total.opened += opened.length;
    total.seen += found.size;
  }

  /** What an answer no longer shows is marked, where nothing of its sources is missing and its scope did not shrink. */
  async #markAbsent(
    { trx }: AssuranceUnit,
    run: ReconciledRun,
    { question, incomplete, period }: Answer,
  ): Promise<void> {
    if (incomplete.length > 0) return;
    const { findings, answers } = this.options;
    const place = {
      report: run.report.metadata.name,
      question: question.name,
      run: run.number,
      taken: run.taken.first,
      ...(period && { periodEnd: period.end }),
    };
    const earlier = await findings.earlierSightings(trx, place);
    const known = await answers.ofRuns(trx, earlier);
    const scopes = new Map(known.map(answer => [answer.run, answer]));
    const scope = {
      parameters: run.parameters,
      ...(run.period && { periodEnd: run.period.end }),
    };
    await findings.markAbsent(
      trx,
      place,
      earlier.filter(number => {
        const seen = scopes.get(number);
        return seen && scopeOfRun(seen, scope) === 'covers';
      }),
    );
  }

  #tell(
    unit: AssuranceUnit,
    { number, report }: ReconciledRun,
    { opened, reopened }: FindingsOfRun,
  ): void {
    const { title, owner } = report.metadata;
    const recipient = entityRefSchema.safeParse(owner).data;
    const count = opened + reopened;
    if (!recipient || count === 0) return;
    unit.tell(
      recordNotification(
        { pluginId, number, title },
        {
          occasion: 'findings',
          words:
            count === 1 ? 'has a new finding' : `has ${count} new findings`,
          recipients: [recipient],
          weight: 'act',
        },
      ),
    );
  }

  #record(
    unit: AssuranceUnit,
    facts: FindingFacts | undefined,
    subject: string,
    type: FindingEntryType,
    data: unknown,
  ): Promise<FindingFacts> {
    return recordFact(unit, { type, subject, data: data as never }, entry =>
      applyFindingEntry(facts, entry),
    );
  }
}
