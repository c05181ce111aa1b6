import { NotFoundError } from '@backstage/errors';
import {
  Keeping,
  keepingRights,
  KeepingVerb,
  keepingVerbSchema,
  judgeKeeping,
  RunDetail,
  runSignalChannel,
  RUNS_SIGNAL_CHANNEL,
} from '@countersign/plugin-compliance-evidence-common';
import { entityRefSchema } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  recordNotification,
  refused,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Authorizer } from '../access';
import { pluginId } from '../assurance/unit';
import { KeepingStore } from '../database/KeepingStore';
import { ReportVersionStore } from '../database/ReportVersionStore';
import { RunStore, StoredRun } from '../database/RunStore';
import { EvidenceJournal, EvidenceUnit } from '../entries';
import { Eraser } from './Eraser';
import { RunReader } from './RunReader';

/** What deciding about the keeping of runs needs. */
export interface KeepingDeskOptions {
  journal: EvidenceJournal;
  authorizer: Authorizer;
  runs: RunStore;
  versions: ReportVersionStore;
  keepings: KeepingStore;
  reader: RunReader;
  eraser: Eraser;
}

type Body = z.output<typeof keepingVerbSchema>;

const decision = ({ actor, now }: EvidenceUnit) => ({
  by: actor.ref.toLocaleLowerCase('en-US'),
  at: now,
});

/** Takes what people decide about the evidence of a run: that it is held, and that it is erased before its time. */
export class KeepingDesk {
  constructor(private readonly options: KeepingDeskOptions) {}

  async act(
    caller: Caller,
    number: string,
    verb: KeepingVerb,
    body: Body,
    idempotencyKey?: string,
  ): Promise<RunDetail> {
    const { authorizer, journal, runs, reader, eraser } = this.options;
    const rights = await authorizer.rights(caller);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const locked = await runs.lock(unit.trx, number);
        if (!locked) throw new NotFoundError(`There is no run ${number}`);
        rights.demand(keepingRights[verb], locked.run);
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
    if (verb === 'erase') await eraser.removeGone(stored.run.id);
    return reader.detail(stored, caller, rights);
  }

  async #decide(
    unit: EvidenceUnit,
    stored: StoredRun,
    verb: KeepingVerb,
    { version, reason }: Body,
  ): Promise<StoredRun> {
    const { reader, runs } = this.options;
    const { run } = stored;
    const keeping = await reader.keeping(unit.trx, stored.run);
    const verdict = judgeKeeping(verb, run, keeping, {
      ref: unit.actor.ref,
      by: callerKind(unit.actor),
    });
    if (!verdict.ok) throw refused(verdict.refusal);
    // First of all: whoever decides by an older state of things decides nothing.
    const decided = await runs.touch(unit.trx, run, version);
    await this.#verbs[verb](unit, stored, reason, keeping);
    unit.refetch(runSignalChannel(run));
    unit.refetch(RUNS_SIGNAL_CHANNEL);
    return decided;
  }

  readonly #verbs: Record<
    KeepingVerb,
    (
      unit: EvidenceUnit,
      stored: StoredRun,
      reason: string,
      keeping: Keeping,
    ) => Promise<void>
  > = {
    hold: async (unit, { run }, reason) => {
      const { keepings } = this.options;
      await keepings.hold(unit.trx, run.id, { ...decision(unit), reason });
      await unit.record('run.held', run.number, { reason });
    },
    release: async (unit, { run }, reason) => {
      await this.options.keepings.release(unit.trx, run.id, decision(unit));
      await unit.record('run.released', run.number, { reason });
    },
    'ask-erasure': async (unit, { run }, reason) => {
      const { keepings, versions } = this.options;
      const asked = { ...decision(unit), reason };
      await keepings.askErasure(unit.trx, run.id, asked);
      await unit.record('run.erasure_asked', run.number, { reason });
      const { definition } = await versions.get(unit.trx, run.reportDigest);
      const owner = entityRefSchema.safeParse(definition.metadata.owner).data;
      if (!owner) return;
      unit.tell(
        recordNotification(
          { pluginId, number: run.number, title: run.title },
          {
            occasion: 'erasure-asked',
            words: 'is to be erased, where somebody else agrees',
            recipients: [owner],
            exclude: [unit.actor.ref],
            weight: 'act',
          },
        ),
      );
    },
    'decline-erasure': async (unit, { run }, reason) => {
      await this.options.keepings.endErasureRequest(unit.trx, run.id, {
        ...decision(unit),
        outcome: 'declined',
      });
      await unit.record('run.erasure_declined', run.number, { reason });
    },
    erase: async (unit, stored, reason, { asked }) => {
      const { keepings, versions, eraser } = this.options;
      const { id, reportDigest } = stored.run;
      await keepings.endErasureRequest(unit.trx, id, {
        ...decision(unit),
        outcome: 'erased',
      });
      const { definition } = await versions.get(unit.trx, reportDigest);
      const { retentionDays } = definition.spec;
      await eraser.eraseIn(unit, stored, { retentionDays, asked, reason });
    },
  };
}
