import {
  commentNews,
  mentionedIn,
} from '@countersign/plugin-governance-common';
import { Followers, TellingUnit } from './Followers';

/** A comment as the ledger keeps it. */
export interface CommentEntry {
  text: string;
  /** Those of the catalog whom it mentions, if any. */
  mentions?: string[];
}

/** What people say about a record. It decides nothing and gives nobody a hand in it. */
export class Conversation<Stored, Role extends string> {
  readonly #followers: Followers<Stored, Role>;

  constructor({ followers }: { followers: Followers<Stored, Role> }) {
    this.#followers = followers;
  }

  /**
   * A comment is a ledger entry. Whoever comments follows the record from then on, and so do those whom the comment
   * mentions and the catalog has; each is told once.
   *
   * @param record - Writes the entry, and answers with its id.
   */
  async comment(
    about: {
      unit: TellingUnit;
      stored: Stored;
      /** Of the catalog. */
      graph: { has(entityRef: string): boolean };
    },
    text: string,
    record: (entry: CommentEntry) => Promise<string>,
  ): Promise<void> {
    const { unit, stored, graph } = about;
    const { ref: author, kind } = unit.actor;
    const mentions = mentionedIn(text).filter(ref => graph.has(ref));
    const id = await record({ text, ...(mentions.length && { mentions }) });
    const following = await this.#followers.of(unit.trx, stored);
    const occasion = `comment-${id}`;
    for (const news of commentNews(author, mentions, following)) {
      this.#followers.send(unit, stored, { ...news, occasion, weight: 'news' });
    }
    const authors = kind === 'user' ? [author] : [];
    await this.#followers.join(unit, stored, authors, 'commented');
    await this.#followers.join(unit, stored, mentions, 'mentioned');
  }
}
