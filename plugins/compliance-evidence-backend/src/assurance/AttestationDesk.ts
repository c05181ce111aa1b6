import { randomUUID } from 'crypto';
import {
  applyAttestationEntry,
  Attest,
  Attestation,
  AttestationFilters,
  AttestationPage,
  attestSchema,
  Attested,
  ASSURANCE_SIGNAL_CHANNEL,
  Control,
  controlAttestPermission,
  judgeAttesting,
  judgeWithdrawing,
  WithdrawAttestation,
} from '@countersign/plugin-compliance-evidence-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  entityRefSchema,
  wrongField,
} from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  recordFact,
  refused,
} from '@countersign/plugin-governance-node';
import { AnswerStore } from '../database/AnswerStore';
import {
  attestationOf,
  AttestationStore,
  StoredAttestation,
} from '../database/AttestationStore';
import { controlColumn, FindingStore } from '../database/FindingStore';
import { AssuranceAccess } from './AssuranceAccess';
import { RunSource } from './ports';
import { missing } from './RecordTeller';
import { AssuranceJournal, AssuranceUnit } from './unit';

/** No more findings are named with an attestation. */
const NAMED_FINDINGS = 200;

/** Lets owners of controls attest for a period, and never those who made the evidence. */
export class AttestationDesk {
  constructor(
    private readonly options: {
      journal: AssuranceJournal;
      attestations: AttestationStore;
      findings: FindingStore;
      answers: AnswerStore;
      access: AssuranceAccess;
      runs: Pick<RunSource, 'find' | 'definitions'>;
      cmdb: Pick<CmdbService, 'graph'>;
    },
  ) {}

  async list(
    caller: Caller,
    filters: AttestationFilters,
  ): Promise<AttestationPage> {
    const { access, attestations, journal } = this.options;
    await access.demandReading(caller);
    const { items, ...page } = await attestations.list(journal.knex, filters);
    return { ...page, items: items.map(attestationOf) };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, number: string): Promise<Attestation> {
    const { access, attestations, journal } = this.options;
    await access.demandReading(caller);
    const [stored] = await attestations.find(journal.knex, [number]);
    if (!stored) throw missing('attestation', number);
    return attestationOf(stored);
  }

  /** Attests to a control for a period, by a run. */
  async attest(
    caller: Caller,
    body: Attest,
    idempotencyKey?: string,
  ): Promise<Attestation> {
    const { access, journal, attestations } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      controlAttestPermission,
      'You may not attest to controls',
    );
    const asked = attestSchema.parse(body);
    const owner = await this.#owner(caller, asked.control);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const { attested, world } = await this.#world(unit, asked);
        const who = { ref: caller.ref, by: callerKind(caller) };
        const verdict = judgeAttesting(attested, who, { ...world, owner });
        if (!verdict.ok) throw refused(verdict.refusal);
        const number = await attestations.nextNumber(unit.trx);
        const facts = await recordFact(
          unit,
          {
            type: 'attestation.made',
            subject: number,
            data: { rules: 1, ...attested },
          },
          entry => applyAttestationEntry(undefined, entry),
        );
        unit.refetch(ASSURANCE_SIGNAL_CHANNEL);
        return attestations.insert(
          unit.trx,
          { id: randomUUID(), facts },
          unit.now,
        );
      },
      this.#repeat('attest', asked),
    );
    return attestationOf(stored);
  }

  /** Takes an attestation back, with the reason. */
  async withdraw(
    caller: Caller,
    number: string,
    body: WithdrawAttestation,
    idempotencyKey?: string,
  ): Promise<Attestation> {
    const { access, journal, attestations } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      controlAttestPermission,
      'You may not attest to controls',
    );
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const locked = await attestations.lock(unit.trx, [number]);
        const before = locked.get(number);
        if (!before) throw missing('attestation', number);
        const verdict = judgeWithdrawing(before.facts, {
          ref: caller.ref,
          by: callerKind(caller),
        });
        if (!verdict.ok) throw refused(verdict.refusal);
        const facts = await recordFact(
          unit,
          { type: 'attestation.withdrawn', subject: number, data: body },
          entry => applyAttestationEntry(before.facts, entry),
        );
        unit.refetch(ASSURANCE_SIGNAL_CHANNEL);
        return attestations.save(unit.trx, before, facts, unit.now);
      },
      this.#repeat('withdraw-attestation', { number, ...body }),
    );
    return attestationOf(stored);
  }

  /** What is attested, and what the judge has to know of the run. */
  async #world(
    unit: AssuranceUnit,
    asked: ReturnType<typeof attestSchema.parse>,
  ) {
    const { trx } = unit;
    const { runs, answers, findings, attestations } = this.options;
    const run = await runs.find(trx, asked.run);
    if (!run) {
      throw wrongField('run', `there is no run ${asked.run}`);
    }
    const answered = await answers.ofRuns(trx, [asked.run]);
    const retried = (await unit.entries(run.number)).filter(
      ({ type }) => type === 'run.retried',
    );
    const retriedBy = [...new Set(retried.map(({ actor }) => actor))];
    const attested: Attested = {
      ...asked,
      run: {
        number: run.number,
        report: run.report,
        requestedBy: run.requestedBy,
        ...(retriedBy.length > 0 && { retriedBy }),
      },
      open: await findings.unsettledOf(trx, asked.control, NAMED_FINDINGS),
    };
    return {
      attested,
      world: {
        run: {
          completed: run.state === 'completed',
          covers: answered.some(({ controls }) =>
            controls.includes(controlColumn(asked.control)),
          ),
          ...(run.period && { period: run.period }),
        },
        standing: await attestations.standing(trx, asked),
      },
    };
  }

  /** Who owns the reports that answer for a control, and whether that is whoever asks. */
  async #owner(
    { ref }: Caller,
    control: Pick<Control, 'framework' | 'id'>,
  ): Promise<{ ref: string; asks: boolean } | undefined> {
    const { runs, cmdb } = this.options;
    const wanted = controlColumn(control);
    const owners = (await runs.definitions())
      .filter(({ spec }) =>
        spec.questions.some(({ controls }) =>
          controls.some(each => controlColumn(each) === wanted),
        ),
      )
      .map(({ metadata }) => entityRefSchema.safeParse(metadata.owner).data)
      .filter(owner => owner !== undefined);
    if (owners.length === 0) return undefined;
    const groups = (await cmdb.graph()).groupsOf(ref);
    const own = [ref, ...groups];
    const mine = owners.find(owner => own.includes(owner));
    return { ref: mine ?? owners[0], asks: mine !== undefined };
  }

  /** A request made again is answered with the attestation as it is now. */
  #repeat(verb: string, body: object) {
    const { attestations } = this.options;
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredAttestation) => facts.number,
      again: async ({ trx }: AssuranceUnit, number: string) => {
        const [stored] = await attestations.find(trx, [number]);
        return stored;
      },
    };
  }
}
