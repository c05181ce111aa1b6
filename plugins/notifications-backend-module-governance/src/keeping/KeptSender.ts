import { stringifyError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  Deliver,
  MessageOutcome,
  NoteParked,
  NotePostponed,
  OutboxMessage,
  RefusedForGood,
} from '@countersign/plugin-governance-node';
import { KeptMessage, MessageState, MessageStore } from './MessageStore';

/**
 * Sends what is kept when the outbox hands it out, and says what became of each: taken, and never sent again; not taken, and
 * when it is tried again; or given up, and why.
 */
export class KeptSender<TNotification> {
  readonly #options: KeptSenderOptions<TNotification>;

  constructor(options: KeptSenderOptions<TNotification>) {
    this.#options = options;
  }

  readonly deliver: Deliver = async message => {
    const id = this.#idOf(message);
    const kept = id ? await this.#options.store.find(id) : undefined;
    if (!kept) return;
    if (kept.state === 'waiting' || kept.state === 'parked') {
      await this.#send(kept);
    }
    await this.#tell(kept.id);
  };

  readonly parked: NoteParked = async message => {
    const id = this.#idOf(message);
    if (!id) return;
    await this.#options.store.settle(id, 'parked');
    await this.#tell(id);
  };

  readonly postponed: NotePostponed = async (message, nextTryAt) => {
    const id = this.#idOf(message);
    if (id) await this.#tell(id, nextTryAt);
  };

  async #send(kept: KeptMessage<TNotification>): Promise<void> {
    const { store, handOver, isForGood, reasonOf } = this.#options;
    // Whoever looks at it sees that it is on its way, should whoever takes it be slow.
    if (kept.attempts === 0) await this.#tell(kept.id);
    try {
      await store.settle(kept.id, await handOver(kept));
    } catch (error) {
      const failure = reasonOf?.(error, kept) ?? stringifyError(error);
      await store.failed(kept.id, failure);
      throw isForGood(error) ? new RefusedForGood(failure) : error;
    }
  }

  async #tell(id: string, nextTryAt?: Date): Promise<void> {
    const { store, events, topic, about } = this.#options;
    const kept = await store.find(id);
    if (!kept || kept.state === 'spread') return;
    const { state, attempts, failure } = kept;
    const outcome: MessageOutcome = {
      ...about(kept),
      state,
      at: kept.changedAt.toISOString(),
      attempts,
      ...(failure && state !== 'sent' && { failure }),
      ...(nextTryAt &&
        state === 'waiting' && { nextTryAt: nextTryAt.toISOString() }),
    };
    await events.publish({ topic, eventPayload: outcome });
  }

  #idOf(message: OutboxMessage): string | undefined {
    return message.kind === this.#options.kind ? message.id : undefined;
  }
}

interface KeptSenderOptions<TNotification> {
  kind: 'mail' | 'slack';
  store: Pick<MessageStore<TNotification>, 'failed' | 'find' | 'settle'>;
  /** Resolves once whoever takes it has answered. */
  handOver: (
    kept: KeptMessage<TNotification>,
  ) => Promise<Exclude<MessageState, 'waiting' | 'parked'>>;
  /** Whether trying again is of no use. */
  isForGood: (error: unknown) => boolean;
  /** Why it was not taken, in words that say what would be right; undefined where the error says it itself. */
  reasonOf?: (
    error: unknown,
    kept: KeptMessage<TNotification>,
  ) => string | undefined;
  events: EventsService;
  /** On which it says what became of each. */
  topic: string;
  /** Which notification it is, and whom it is for. */
  about: (kept: KeptMessage<TNotification>) => object;
}
