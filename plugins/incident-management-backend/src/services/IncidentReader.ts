import { TimelineQuery } from '@countersign/plugin-governance-common';
import {
  Caller,
  timelineEvents,
  WitnessedLedger,
} from '@countersign/plugin-governance-node';
import {
  IncidentFilters,
  IncidentLimits,
  IncidentPage,
  IncidentTimeline,
  listedIncidentSchema,
} from '@countersign/plugin-incident-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { IncidentAccess } from '../access/IncidentAccess';
import { IncidentListStore } from '../database/IncidentListStore';
import { IncidentDesk } from './IncidentDesk';
import { IncidentJournal } from './IncidentKeeper';
import { viewOf } from './views';

type ReadLedger = Pick<
  Ledger,
  'entriesOf' | 'exportSubject' | 'status' | 'timeline' | keyof WitnessedLedger
>;

/** Reads incidents for those who may see them. */
export class IncidentReader {
  readonly #journal: IncidentJournal;
  readonly #ledger: ReadLedger;
  readonly #access: IncidentAccess;
  readonly #list: IncidentListStore;
  readonly #desk: IncidentDesk;
  readonly #limits: IncidentLimits;

  constructor(options: {
    journal: IncidentJournal;
    ledger: ReadLedger;
    access: IncidentAccess;
    list: IncidentListStore;
    desk: IncidentDesk;
    limits: IncidentLimits;
  }) {
    this.#journal = options.journal;
    this.#ledger = options.ledger;
    this.#access = options.access;
    this.#list = options.list;
    this.#desk = options.desk;
    this.#limits = options.limits;
  }

  /** Those that the caller may see. */
  async list(caller: Caller, filters: IncidentFilters): Promise<IncidentPage> {
    const { rights, groups } = await this.#access.reader(caller);
    const readable = rights.demandReading();
    const now = this.#journal.now();
    const { items, ...page } = await this.#list.list(
      this.#journal.knex,
      filters,
      { ref: caller.ref, now, readable, groups },
    );
    return {
      ...page,
      items: items.map(stored =>
        listedIncidentSchema.parse(viewOf(stored, now, this.#limits)),
      ),
    };
  }

  /** What the ledger holds about an incident, newest first, with what is pinned and what was corrected. */
  async timeline(
    caller: Caller,
    number: string,
    page: TimelineQuery,
  ): Promise<IncidentTimeline> {
    const reader = await this.#access.reader(caller);
    const { facts } = await this.#desk.readable(reader, number);
    const { items, nextCursor } = await timelineEvents(
      this.#ledger,
      number,
      page,
    );
    const written = items.some(({ id }) => Object.hasOwn(facts.authors, id));
    const rewritten = written
      ? await this.#rewritten(number)
      : new Map<string, Rewritten>();
    return {
      ...(nextCursor !== undefined && { nextCursor }),
      items: items.map(event => ({
        ...event,
        pinned: facts.pinned.includes(event.id),
        ...(rewritten.has(event.id) && { rewritten: rewritten.get(event.id) }),
      })),
    };
  }

  /** The evidence bundle of an incident: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    const reader = await this.#access.reader(caller);
    await this.#desk.readable(reader, number);
    return this.#ledger.exportSubject(number, { olderCheckpoint: since });
  }

  /** How far the ledger is, for those who may read some incident. */
  async ledgerStatus(caller: Caller) {
    return (await this.readableLedger(caller)).status();
  }

  /** The ledger, for those who may read some incident. */
  async readableLedger(caller: Caller) {
    const { rights } = await this.#access.reader(caller);
    rights.demandReading();
    return this.#ledger;
  }

  async #rewritten(number: string): Promise<Map<string, Rewritten>> {
    const entries = await this.#ledger.entriesOf(number, this.#journal.knex);
    return new Map(
      entries
        .filter(({ entry }) => entry.type === 'incident.rewritten')
        .map(({ entry }) => {
          const { entry: id, text } = entry.data as {
            entry: string;
            text: string;
          };
          return [id, { text, at: entry.occurredAt, by: entry.actor }];
        }),
    );
  }
}

interface Rewritten {
  text: string;
  at: string;
  by: string;
}
