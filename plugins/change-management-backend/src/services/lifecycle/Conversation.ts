import { VerbBody } from '@countersign/plugin-change-management-common';
import { mentionedIn } from '@countersign/plugin-governance-common';
import { StoredChange } from '../../database/changeRows';
import { Stores } from '../../database/stores';
import { notificationOf } from '../../outbox/messages';
import { Followers } from '../Followers';
import { Work } from './Steps';

/** What people say about a change. It decides nothing and gives nobody a hand in it. */
export class Conversation {
  readonly #store: Stores['followers'];
  readonly #followers: Followers;

  constructor(options: { stores: Stores; followers: Followers }) {
    this.#store = options.stores.followers;
    this.#followers = options.followers;
  }

  /**
   * A comment is a ledger entry: a closed change can still be commented on. Whoever comments follows the change from
   * then on, and so do those whom the comment mentions and the catalog has; each is told once.
   */
  async comment(
    { unit, stored, graph }: Work,
    { text }: VerbBody<'comment'>,
  ): Promise<StoredChange> {
    const { change } = stored;
    const { ref: author, kind } = unit.actor;
    const mentions = mentionedIn(text).filter(ref => graph.has(ref));
    const id = await unit.record('change.commented', change.number, {
      text,
      ...(mentions.length && { mentions }),
    });
    const following = await this.#followers.of(unit.trx, stored);
    const occasion = `comment-${id}`;
    const told = mentions.filter(ref => ref !== author);
    if (told.length) {
      unit.tell(
        notificationOf(change, {
          occasion,
          recipients: told,
          exclude: [author],
          words: 'mentions you',
          weight: 'news',
        }),
      );
    }
    const others = following.followers
      .map(({ entityRef }) => entityRef)
      .filter(ref => ref !== author && !mentions.includes(ref));
    if (others.length) {
      unit.tell(
        notificationOf(change, {
          occasion,
          recipients: others,
          exclude: [author, ...following.without, ...mentions],
          words: 'has a new comment',
          weight: 'news',
        }),
      );
    }
    const { id: changeId } = change;
    await this.#store.add(
      unit.trx,
      changeId,
      kind === 'user' ? [author] : [],
      'commented',
      unit.now,
    );
    await this.#store.add(unit.trx, changeId, mentions, 'mentioned', unit.now);
    unit.touched(change);
    return stored;
  }
}
