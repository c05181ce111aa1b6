import {
  EntrySchemas,
  Follower,
  Following,
  followingOf,
  isTold,
} from '@countersign/plugin-governance-common';
import { Knex } from 'knex';
import { NotificationAbout, NotificationWeight } from '../outbox/messages';
import { OutboxMessage } from '../outbox/OutboxStore';
import { Unit } from '../units/Unit';
import { FollowerStore } from './FollowerStore';

/** How the store of followers looks; another one can stand in. */
export type FollowerStoreFace = Pick<FollowerStore, keyof FollowerStore>;

/** Records of an area that people follow. */
export interface FollowedRecords<Stored, Role extends string> {
  /** The id, a UUID, under which it is kept who follows it. */
  idOf(stored: Stored): string;
  /** Who follows it by default, the weightiest first. */
  byRole(stored: Stored): Follower<Role>[];
  notificationOf(stored: Stored, about: NotificationAbout): OutboxMessage;
}

/** What of a unit of work it takes to tell those who follow a record. */
export type TellingUnit = Pick<
  Unit<EntrySchemas>,
  'trx' | 'now' | 'actor' | 'tell'
>;

/** What those who follow a record are told. */
export interface News {
  /** A later one of the same occasion replaces it. */
  occasion: string;
  /** What follows the number of the record. */
  words: string;
  /** Those who have to act now, whether or not they follow. */
  act?: readonly string[];
  /** For those who need not act. */
  weight?: Exclude<NotificationWeight, 'act'>;
}

/** Knows who follows a record, and tells them what happens; never somebody what they did themselves. */
export class Followers<Stored, Role extends string> {
  readonly #store: FollowerStoreFace;
  readonly #records: FollowedRecords<Stored, Role>;

  constructor(options: {
    store: FollowerStoreFace;
    records: FollowedRecords<Stored, Role>;
  }) {
    this.#store = options.store;
    this.#records = options.records;
  }

  /** Who follows these records, by id. */
  async ofRecords(
    db: Knex,
    all: readonly Stored[],
  ): Promise<Map<string, Following<Role>>> {
    const { idOf, byRole } = this.#records;
    const choices = await this.#store.ofRecords(db, all.map(idOf));
    return new Map(
      all.map(stored => {
        const id = idOf(stored);
        return [id, followingOf(byRole(stored), choices.get(id) ?? [])];
      }),
    );
  }

  async of(db: Knex, stored: Stored): Promise<Following<Role>> {
    const all = await this.ofRecords(db, [stored]);
    return all.get(this.#records.idOf(stored))!;
  }

  /** Somebody says whether they want to follow. */
  async choose(
    { trx, actor, now }: TellingUnit,
    stored: Stored,
    follows: boolean,
  ): Promise<void> {
    const id = this.#records.idOf(stored);
    await this.#store.choose(trx, id, actor.ref, follows, now);
  }

  /** They follow from now on, unless they said otherwise. */
  async join(
    { trx, now }: TellingUnit,
    stored: Stored,
    who: readonly string[],
    because: 'commented' | 'mentioned',
  ): Promise<void> {
    await this.#store.add(trx, this.#records.idOf(stored), who, because, now);
  }

  /** After the commit. One person hears of one occasion once. */
  async tell(
    { unit, stored }: { unit: TellingUnit; stored: Stored },
    { occasion, words, act = [], weight = 'news' }: News,
  ): Promise<void> {
    const { followers, without } = await this.of(unit.trx, stored);
    const acting = [...new Set(act)].filter(isTold);
    const others = followers
      .map(({ entityRef }) => entityRef)
      .filter(ref => !acting.includes(ref));
    const about = { occasion, words };
    const { ref: self } = unit.actor;
    this.send(unit, stored, {
      ...about,
      recipients: others,
      exclude: [self, ...without, ...acting],
      weight,
    });
    this.send(unit, stored, {
      ...about,
      recipients: acting,
      exclude: [self],
      weight: 'act',
    });
  }

  /** Tells just these of the record, where anybody is left to be told. */
  send(unit: TellingUnit, stored: Stored, about: NotificationAbout): void {
    const recipients = about.recipients.filter(
      ref => !about.exclude?.includes(ref),
    );
    if (recipients.length) {
      unit.tell(this.#records.notificationOf(stored, { ...about, recipients }));
    }
  }
}
