import { randomUUID } from 'crypto';
import {
  decideGate,
  gateAskPermission,
  GateDecision,
  GatePreview,
  gateRequestSchema,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  Together,
  Caller,
  Timings,
  untimed,
} from '@countersign/plugin-governance-node';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { Authorizer, Rights } from '../access/Authorizer';
import { systemCaller } from '../access/systemCaller';
import { Stores } from '../database/stores';
import { Journal, Unit } from './Journal';
import { relyOn } from './relyOn';
import { Situation, SituationReader } from './SituationReader';

export type GateInput = z.output<typeof gateRequestSchema>;

interface Question {
  caller: Caller;
  rights: Rights;
  input: GateInput;
}

interface Answered {
  caller: Caller;
  decision: GateDecision;
  /** Absent where there is no such change for the caller. */
  situation?: Situation;
}

/** So many of those who wait are answered in one transaction. */
const MOST_TOGETHER = 32;

/**
 * The deployment gate. It never changes the change; its answer is on record before anybody gets it, and when anything
 * it needs cannot be read there is no answer, which is no permission. A question asked again is another question: what
 * was allowed a moment ago may not be now.
 */
export class GateService {
  readonly #changes: Stores['changes'];
  readonly #decisions: Stores['gate'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #situations: SituationReader;
  readonly #timings: Pick<Timings, 'time'>;
  readonly #together = new Together<Question & { about: string }, GateDecision>(
    {
      answer: questions => this.#answerTogether(questions),
      alone: question => this.#alone(question),
      most: MOST_TOGETHER,
      rounds: 2,
      about: ({ about }) => about,
    },
  );

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    situations: SituationReader;
    /** Of its answers; nobody takes them where it is absent. */
    gateTimings?: Pick<Timings, 'time'>;
  }) {
    this.#changes = options.stores.changes;
    this.#decisions = options.stores.gate;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#situations = options.situations;
    this.#timings = options.gateTimings ?? untimed;
  }

  async ask(caller: Caller, input: GateInput): Promise<GateDecision> {
    return this.#timings.time(
      () => this.#ask(caller, input),
      ({ decision }) => decision,
    );
  }

  async #ask(caller: Caller, input: GateInput): Promise<GateDecision> {
    await this.#authorizer.demand(caller, gateAskPermission);
    const rights = await this.#authorizer.rights(caller);
    const number =
      input.change ??
      (await this.#find(this.#journal.knex, input))?.change.number;
    const question = { caller, rights, input };
    return number
      ? this.#together.ask({ ...question, about: number })
      : this.#alone(question);
  }

  /** Answers in one transaction what is asked about changes that nobody else holds. */
  async #answerTogether(
    questions: (Question & { about: string })[],
  ): Promise<(GateDecision | undefined)[]> {
    const graph = await this.#catalog.graph();
    return this.#journal.run(systemCaller, async unit => {
      const held = await unit.lockFree([
        ...new Set(questions.map(({ about }) => about)),
      ]);
      const situations = await this.#situations.readAll(
        unit.trx,
        held.map(stored => ({
          stored,
          facts: unit.facts(stored.change.number),
        })),
        graph,
        unit.now,
      );
      const byNumber = new Map(
        situations.map(situation => [situation.facts.number, situation]),
      );
      const answers: Answered[] = [];
      const decisions = questions.map(question => {
        const situation = byNumber.get(question.about);
        if (!situation) return undefined;
        const answered = answerTo(question, situation, unit.now);
        answers.push(answered);
        return answered.decision;
      });
      await this.#record(unit, answers);
      return decisions;
    });
  }

  /** Waits for its change, where somebody holds it. */
  async #alone(question: Question & { about?: string }): Promise<GateDecision> {
    const { caller, about } = question;
    const graph = await this.#catalog.graph();
    return this.#journal.run(caller, async unit => {
      // Locked, so that the answer is about one state of the change and its entry is numbered.
      const stored = about ? await unit.lockIfThere(about) : undefined;
      const situation =
        stored &&
        (await this.#situations.read(
          unit.trx,
          { stored, facts: unit.facts(stored.change.number) },
          graph,
          unit.now,
        ));
      const answered = answerTo(question, situation, unit.now);
      await this.#record(unit, [answered]);
      return answered.decision;
    });
  }

  async #record(unit: Unit, answers: readonly Answered[]): Promise<void> {
    if (!answers.length) return;
    unit.along(() =>
      this.#decisions.insert(
        unit.trx,
        answers.map(({ decision, situation }) => ({
          decision,
          changeId: situation?.stored.change.id,
        })),
      ),
    );
    const reliedOn = new Map<string, Sha256Digest>();
    for (const { caller, decision, situation } of answers) {
      const asked = unit.as(caller);
      const number = situation?.facts.number;
      if (situation && number && !reliedOn.has(number)) {
        reliedOn.set(number, await relyOn(asked, number, situation.world));
      }
      await asked.record(
        'gate.decided',
        number ?? decision.id,
        { ...decision, relied: number && reliedOn.get(number) },
        { numbered: number !== undefined },
      );
    }
  }

  /** What the gate would answer now, to whoever may read the change. Nothing is written, and it permits nothing. */
  async preview(caller: Caller, input: GateInput): Promise<GatePreview> {
    const rights = await this.#authorizer.rights(caller);
    const graph = await this.#catalog.graph();
    const db = this.#journal.knex;
    const now = this.#journal.now();
    const stored = await this.#find(db, input);
    const situation =
      stored && rights.may('read', stored)
        ? await this.#situations.read(
            db,
            { stored, facts: await this.#situations.facts(db, stored) },
            graph,
            now,
            { shows: true },
          )
        : undefined;
    const { id: _, ...decision } = answer(input, situation, {
      askedBy: caller.ref,
      now,
    });
    return { ...decision, preview: true };
  }

  async #find(db: Knex, { change, planDigest }: GateInput) {
    if (change) return this.#changes.find(db, change);
    return planDigest ? this.#changes.findByPlan(db, planDigest) : undefined;
  }
}

/** @param situation - What the caller may not read does not exist for them: the gate refuses without a word about it. */
function answerTo(
  { caller, rights, input }: Question,
  situation: Situation | undefined,
  now: Date,
): Answered {
  const readable =
    situation && rights.may('read', situation.stored) ? situation : undefined;
  const asked = { askedBy: caller.ref, now };
  return {
    caller,
    situation: readable,
    decision: answer(input, readable, asked),
  };
}

function answer(
  { planDigest, commit, environment, stack }: GateInput,
  situation: Situation | undefined,
  { askedBy, now }: { askedBy: string; now: Date },
): GateDecision {
  const presented = { planDigest, commit, environment, stack };
  return {
    id: randomUUID(),
    ...decideGate(situation?.facts, situation?.world, presented),
    changeNumber: situation?.facts.number,
    ...presented,
    subjectDigest: situation?.facts.asked?.subjectDigest,
    decidedAt: now.toISOString(),
    askedBy,
  };
}
