import {
  Following,
  followingOf,
} from '@countersign/plugin-change-management-common';
import { NotificationWeight } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { notificationOf } from '../outbox/messages';
import { Unit } from './Journal';

/** What those who follow a change are told. */
export interface News {
  /** A later one of the same occasion replaces it. */
  occasion: string;
  /** What follows the number of the change. */
  words: string;
  /** Those who have to act now, whether or not they follow. */
  act?: readonly string[];
  /** For those who need not act. */
  weight?: Exclude<NotificationWeight, 'act'>;
}

/** Knows who follows a change, and tells them what happens; never somebody what they did themselves. */
export class Followers {
  readonly #store: Stores['followers'];

  constructor({ stores }: { stores: Pick<Stores, 'followers'> }) {
    this.#store = stores.followers;
  }

  /** Who follows these changes, by id. */
  async ofChanges(
    db: Knex,
    all: readonly StoredChange[],
  ): Promise<Map<string, Following>> {
    const choices = await this.#store.ofChanges(
      db,
      all.map(({ change }) => change.id),
    );
    return new Map(
      all.map(stored => [
        stored.change.id,
        followingOf(
          stored.change,
          groupsAsked(stored),
          choices.get(stored.change.id) ?? [],
        ),
      ]),
    );
  }

  /** After the commit. One person hears of one occasion once. */
  async tell(
    { unit, stored }: { unit: Unit; stored: StoredChange },
    { occasion, words, act = [], weight = 'news' }: News,
  ): Promise<void> {
    const { change } = stored;
    const { followers, without } = await this.of(unit.trx, stored);
    const acting = [...new Set(act)].filter(isTold);
    const others = followers
      .map(({ entityRef }) => entityRef)
      .filter(ref => !acting.includes(ref));
    const about = { occasion, words };
    const { ref: self } = unit.actor;
    this.#tell(unit, change, {
      ...about,
      recipients: others,
      exclude: [self, ...without, ...acting],
      weight,
    });
    this.#tell(unit, change, {
      ...about,
      recipients: acting,
      exclude: [self],
      weight: 'act',
    });
  }

  async of(db: Knex, stored: StoredChange): Promise<Following> {
    const all = await this.ofChanges(db, [stored]);
    return all.get(stored.change.id)!;
  }

  #tell(
    unit: Unit,
    change: StoredChange['change'],
    about: Parameters<typeof notificationOf>[1],
  ): void {
    const recipients = about.recipients.filter(
      ref => !about.exclude?.includes(ref),
    );
    if (recipients.length) {
      unit.tell(notificationOf(change, { ...about, recipients }));
    }
  }
}

/** A pipeline that requested a change reads no notifications. */
function isTold(ref: string): boolean {
  return /^(user|group):/.test(ref);
}

function groupsAsked({ requirements }: StoredChange): string[] {
  return [...new Set(requirements.map(r => r.group))];
}
