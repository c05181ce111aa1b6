import { Shared } from '@countersign/plugin-governance-node';
import {
  incidentNumber,
  TimedIncident,
  timedIncident,
} from '@countersign/plugin-incident-management-common';
import { IncidentResource } from '@countersign/plugin-incident-management-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import {
  IncidentMetricsStore,
  NarrowIncident,
} from '../database/IncidentMetricsStore';

/** An incident as figures count it, and as those who may see it are told. */
export type RememberedIncident = TimedIncident & {
  resource: IncidentResource;
  privateTo: string | undefined;
};

interface MemoryOptions {
  knex: Knex;
  store: IncidentMetricsStore;
  ledger: Pick<Ledger, 'latestCheckpoint' | 'subjectsSince'>;
}

interface Known {
  incidents: Map<string, RememberedIncident>;
  /** The first entry of the ledger that was not looked at. */
  next: number;
}

/**
 * All incidents, narrowly, in memory: some hundred bytes each, so that figures over many thousands take milliseconds. Who
 * asks has them as they stand in the database then: whatever is written of an incident has its entry in the ledger, and by
 * these the ones that changed are read again. Every replica has its own, and none relies on another's.
 */
export class IncidentMemory {
  readonly #options: MemoryOptions;
  readonly #asked = new Shared<ReadonlyMap<string, RememberedIncident>>();
  #known: Known | undefined;
  /** Most have what is the same of few: it is kept once. */
  readonly #same = new Map<string, unknown>();

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  /** All of them by their numbers, as they stand now. */
  current(): Promise<ReadonlyMap<string, RememberedIncident>> {
    return this.#asked.ask('current', async () => {
      const known = this.#known ?? (await this.#load());
      await this.#catchUp(known);
      // Only now: what failed halfway is begun anew.
      this.#known = known;
      return known.incidents;
    });
  }

  async #load(): Promise<Known> {
    const { knex, store, ledger } = this.#options;
    // What is written while they are read has a later entry.
    const next = (await ledger.latestCheckpoint())?.size ?? 0;
    const incidents = new Map<string, RememberedIncident>();
    for await (const page of store.all(knex)) {
      for (const each of page) {
        incidents.set(each.measured.number, this.#remembered(each));
      }
    }
    return { incidents, next };
  }

  async #catchUp(known: Known): Promise<void> {
    const { knex, store, ledger } = this.#options;
    const { subjects, next } = await ledger.subjectsSince(known.next);
    const numbers = subjects.filter(each =>
      each.startsWith(incidentNumber.prefix),
    );
    for (const each of await store.of(knex, numbers)) {
      known.incidents.set(each.measured.number, this.#remembered(each));
    }
    known.next = next;
  }

  #remembered({
    measured,
    resource,
    privateTo,
  }: NarrowIncident): RememberedIncident {
    const timed = timedIncident(measured);
    return {
      ...timed,
      entities: this.#once(timed.entities),
      team: this.#once(timed.team),
      resource: this.#once(resource),
      privateTo,
    };
  }

  #once<T>(value: T): T {
    const key = JSON.stringify(value) ?? '';
    const known = this.#same.get(key);
    if (known !== undefined) return known as T;
    this.#same.set(key, value);
    return value;
  }
}
