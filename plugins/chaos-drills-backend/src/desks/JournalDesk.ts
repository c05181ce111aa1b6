import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  ForeignJournal,
  foreignJournalSchema,
  importedJournalSchema,
  ImportedJournal,
  ImportJournal,
  journalImportPermission,
  JOURNALS_SHOWN,
  DRILLS_SIGNAL_CHANNEL,
} from '@countersign/plugin-chaos-drills-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  inWords,
  refuse,
  wrongField,
  wrongFields,
} from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  refused,
} from '@countersign/plugin-governance-node';
import { DrillAccess } from '../access';
import { JournalStore } from '../database/JournalStore';
import { sha256Digest } from '../experiments/digest';
import { storable } from '../runs/storable';
import { DrillJournal, DrillUnit } from '../unit';

/** What a title in the ledger holds. */
const LONGEST_TITLE = 200;

/** Takes in what other tools wrote of their drills. */
export class JournalDesk {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      journals: JournalStore;
      catalog: Pick<CatalogReader, 'items'>;
      access: DrillAccess;
    },
  ) {}

  /** The last ones that ended. */
  async list(caller: Caller): Promise<{ items: ImportedJournal[] }> {
    const { access, journals, journal } = this.options;
    await access.demandReading(caller);
    return { items: await journals.list(journal.knex, JOURNALS_SHOWN) };
  }

  /**
   * What another tool wrote, as the bytes whose digest is in the ledger.
   *
   * @throws NotFoundError
   */
  async content(caller: Caller, digest: string): Promise<string> {
    const { access, journals, journal } = this.options;
    await access.demandReading(caller);
    const content = await journals.content(journal.knex, digest);
    if (content === undefined) {
      throw new NotFoundError(`No journal ${digest} was brought here`);
    }
    return content;
  }

  /** Keeps a journal as it is, for an entity and a scenario that somebody names. */
  async import(
    caller: Caller,
    body: ImportJournal,
    idempotencyKey?: string,
  ): Promise<ImportedJournal> {
    const { access, catalog, journal, journals } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      journalImportPermission,
      'You may not bring journals',
    );
    if (callerKind(caller) !== 'person') {
      throw refused(
        refuse(
          'person',
          'Only a person says what a journal of another tool is about.',
          'Bring it in the portal yourself.',
        ).refusal,
      );
    }
    await catalog.items([body.entity]);
    const read = readForeign(body.journal);
    const content = `${JSON.stringify(storable(body.journal), null, 2)}\n`;
    const digest = sha256Digest(content);
    return journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const { entity, scenario } = body;
        const imported = importedJournalSchema.parse({
          ...{ digest, entity, scenario, ...read },
          importedBy: caller.ref,
          importedAt: unit.now.toISOString(),
        });
        if (!(await journals.insert(unit.trx, imported, content))) {
          throw wrongField(
            'journal',
            `${digest} was brought already: it counts once`,
            ConflictError,
          );
        }
        // Its digest is in no other entry: nothing has to be numbered.
        await unit.record(
          'journal.imported',
          digest,
          { ...{ entity, scenario, ...read }, journal: digest },
          { numbered: false },
        );
        unit.refetch(DRILLS_SIGNAL_CHANNEL);
        return imported;
      },
      {
        request: {
          verb: 'import',
          digest,
          entity: body.entity,
          scenario: body.scenario,
        },
        keep: () => digest,
        again: async ({ trx }: DrillUnit, kept: string) =>
          (await journals.find(trx, kept))!,
      },
    );
  }
}

/** What is kept of a journal beside its bytes. */
function readForeign(given: unknown): {
  title: string;
  startedAt: string;
  endedAt: string;
  status: ForeignJournal['status'];
  deviated: boolean;
} {
  const parsed = foreignJournalSchema.safeParse(given, inWords);
  if (!parsed.success) {
    throw wrongFields(
      parsed.error.issues.map(({ path, message }) => ({
        field: ['journal', ...path].join('.'),
        message,
      })),
      InputError,
    );
  }
  const { experiment, start, end, status, deviated } = parsed.data;
  return {
    title: storable(experiment.title).slice(0, LONGEST_TITLE),
    ...{ startedAt: start, endedAt: end, status, deviated },
  };
}
