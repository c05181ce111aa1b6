import { InputError } from '@backstage/errors';
import { GameDayTimeline } from '@countersign/plugin-chaos-drills-common';
import {
  TimelineQuery,
  wrongField,
} from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { GameDayDesk } from './GameDayDesk';

const USUAL_PAGE = 50;

/** Tells and proves a game day together with its drills: they are few, and so is what happens in each. */
export class GameDayTeller {
  constructor(
    private readonly options: {
      ledger: Pick<Ledger, 'entriesOf' | 'exportSubjects'>;
      desk: GameDayDesk;
    },
  ) {}

  /** One line of time, newest first. */
  async timeline(
    caller: Caller,
    number: string,
    { limit = USUAL_PAGE, cursor }: TimelineQuery,
  ): Promise<GameDayTimeline> {
    const { ledger } = this.options;
    const subjects = await this.#subjects(caller, number);
    const told = await Promise.all(
      subjects.map(subject => ledger.entriesOf(subject)),
    );
    const all = told
      .flat()
      .map(({ entry, index }) => ({
        id: entry.id,
        type: entry.type,
        subject: entry.subject,
        actor: entry.actor,
        occurredAt: entry.occurredAt,
        data: entry.data as Record<string, unknown>,
        ledgerIndex: index ?? undefined,
      }))
      .sort(
        (a, b) =>
          Date.parse(b.occurredAt) - Date.parse(a.occurredAt) ||
          b.id.localeCompare(a.id),
      );
    const from = cursor === undefined ? 0 : 1 + indexOf(all, cursor);
    const items = all.slice(from, from + limit);
    const hasMore = from + limit < all.length;
    return { items, ...(hasMore && { nextCursor: items[limit - 1].id }) };
  }

  /** One bundle: the story of the game day, and that of each drill of it. */
  async evidence(
    caller: Caller,
    number: string,
    since?: string,
  ): Promise<string> {
    const subjects = await this.#subjects(caller, number);
    return this.options.ledger.exportSubjects(
      subjects.map(subject => ({ subject })),
      { olderCheckpoint: since },
    );
  }

  async #subjects(caller: Caller, number: string): Promise<string[]> {
    const { facts } = await this.options.desk.find(caller, number);
    return [number, ...facts.drills];
  }
}

function indexOf(all: readonly { id: string }[], cursor: string): number {
  const found = all.findIndex(({ id }) => id === cursor);
  if (found >= 0) return found;
  throw wrongField(
    'cursor',
    'is not one of this timeline: begin without it',
    InputError,
  );
}
