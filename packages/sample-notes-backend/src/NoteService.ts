import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  entryEvent,
  Journal,
  recordNotification,
  refused,
  timelineEvents,
  Unit,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  actionStates,
  FinishNote,
  judgeFinish,
  nextStep,
  Note,
  noteCreatePermission,
  NoteDetail,
  noteEntries,
  NoteEntrySchemas,
  NoteFilters,
  NotePage,
  noteSignalChannel,
  NOTE_EVENT_TOPIC,
  OpenNote,
} from '@countersign/sample-notes-common';
import { Knex } from 'knex';
import { Authorizer, NoteRights } from './access';
import { NoteStore } from './NoteStore';

const pluginId = 'sample-notes';

/** Opens notes, shows them, and sees that only who may finishes one: each in one transaction with its ledger entry. */
export class NoteService {
  readonly #store: NoteStore;
  readonly #journal: Journal<NoteEntrySchemas>;
  readonly #ledger: Ledger;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;

  constructor(options: {
    store: NoteStore;
    knex: Knex;
    ledger: Ledger;
    authorizer: Authorizer;
    catalog: CatalogReader;
    onMessages(): void;
  }) {
    const { knex, ledger, onMessages } = options;
    this.#store = options.store;
    this.#ledger = ledger;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#journal = new Journal<NoteEntrySchemas>({
      knex,
      ledger,
      onMessages,
      entries: noteEntries,
      eventOf: entry =>
        entryEvent(entry, { topic: NOTE_EVENT_TOPIC, pluginId }),
    });
  }

  /** Those that the caller may see. */
  async list(caller: Caller, filters: NoteFilters): Promise<NotePage> {
    const rights = await this.#authorizer.rights(caller);
    return this.#store.list(
      this.#journal.knex,
      filters,
      rights.demandReading(),
    );
  }

  /** @throws NotFoundError for one that the caller may not see */
  async get(caller: Caller, number: string): Promise<NoteDetail> {
    const rights = await this.#authorizer.rights(caller);
    return detailOf(await this.#readable(rights, number), caller, rights);
  }

  /** Opens a note under the next number, and tells whom it is for. */
  async open(
    caller: Caller,
    body: OpenNote,
    idempotencyKey?: string,
  ): Promise<NoteDetail> {
    await this.#authorizer.demand(caller, noteCreatePermission);
    const rights = await this.#authorizer.rights(caller);
    await this.#catalog.items([body.entityRef]);
    await this.#catalog.people('assignee', [body.assignee]);
    const note = await this.#journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const opened = await this.#store.insert(
          unit.trx,
          { ...body, id: randomUUID(), author: caller.ref },
          unit.now,
        );
        await unit.record('note.opened', opened.number, body);
        unit.tell(
          notification(opened, {
            weight: 'act',
            words: 'waits for you',
            recipients: [opened.assignee],
          }),
        );
        return opened;
      },
      this.#repeat('open', body),
    );
    return detailOf(note, caller, rights);
  }

  /** Says that a note is done: only whom it is for can. */
  async finish(
    caller: Caller,
    number: string,
    body: FinishNote,
    idempotencyKey?: string,
  ): Promise<NoteDetail> {
    const rights = await this.#authorizer.rights(caller);
    const note = await this.#journal.idempotent(
      caller,
      idempotencyKey,
      unit => this.#finish(unit, rights, number, body),
      this.#repeat('finish', { number, ...body }),
    );
    return detailOf(note, caller, rights);
  }

  /** What the ledger holds about a note, newest first. */
  async timeline(caller: Caller, number: string, page: TimelineQuery) {
    await this.#readable(await this.#authorizer.rights(caller), number);
    return timelineEvents(this.#ledger, number, page);
  }

  /** The evidence bundle of a note: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.#readable(await this.#authorizer.rights(caller), number);
    return this.#ledger.exportSubject(number, { olderCheckpoint: since });
  }

  /** How far the ledger is, for those who may read some note. */
  async ledgerStatus(caller: Caller) {
    return (await this.readableLedger(caller)).status();
  }

  /** The ledger, for those who may read some note. */
  async readableLedger(caller: Caller) {
    (await this.#authorizer.rights(caller)).demandReading();
    return this.#ledger;
  }

  async #finish(
    unit: Unit<NoteEntrySchemas>,
    rights: NoteRights,
    number: string,
    { version, outcome }: FinishNote,
  ): Promise<Note> {
    const { trx, actor, now } = unit;
    const note = await this.#store.lock(trx, number);
    if (!note) throw missing(number);
    rights.demand('finish', note);
    const verdict = judgeFinish(note, {
      ref: actor.ref,
      by: callerKind(actor),
    });
    if (!verdict.ok) throw refused(verdict.refusal);
    const finished = await this.#store.update(
      trx,
      note,
      version,
      { state: 'done' },
      now,
    );
    await unit.record('note.finished', number, { outcome });
    unit.tell(
      notification(note, {
        weight: 'done',
        words: 'is done',
        recipients: [note.author],
        exclude: [actor.ref],
      }),
    );
    unit.refetch(noteSignalChannel(note));
    return finished;
  }

  async #readable(rights: NoteRights, number: string): Promise<Note> {
    const [note] = await this.#store.find(this.#journal.knex, [number]);
    if (!note) throw missing(number);
    rights.demand('read', note);
    return note;
  }

  /** A request made again is answered with the note as it is now. */
  #repeat(verb: string, body: object) {
    return {
      request: { verb, body },
      keep: ({ number }: Note) => number,
      again: async ({ trx }: Unit<NoteEntrySchemas>, number: string) => {
        const [note] = await this.#store.find(trx, [number]);
        return note;
      },
    };
  }
}

function detailOf(note: Note, caller: Caller, rights: NoteRights): NoteDetail {
  return {
    note,
    next: nextStep(note),
    actions: actionStates(note, {
      ref: caller.ref,
      by: callerKind(caller),
      permitted: { finish: rights.may('finish', note) },
    }),
  };
}

function notification(
  { number, title }: Note,
  told: Omit<Parameters<typeof recordNotification>[1], 'occasion'>,
) {
  return recordNotification(
    { pluginId, number, title },
    { occasion: told.words, ...told },
  );
}

function missing(number: string) {
  return new NotFoundError(`There is no note ${number}`);
}
