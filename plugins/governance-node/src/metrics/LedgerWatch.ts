import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Turns } from '../http/Turns';
import { Gauge } from './publishGauges';

/** Of all areas of a portal, which start together: one verifies at a time. */
const turns = new Turns({ atOnce: 1, mayWait: 100 });

/**
 * Verifies the whole ledger of an area now and then, as this replica sees it, and keeps when that was and what it found.
 */
export class LedgerWatch {
  readonly #ledger: Pick<Ledger, 'audit' | 'origin' | 'status'>;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #last: { at: number; problems: number } | undefined;

  constructor(options: {
    ledger: Pick<Ledger, 'audit' | 'origin' | 'status'>;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#ledger = options.ledger;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** Verifies it, and says in the log what does not hold. One that cannot be read is not verified. */
  async verify(signal: AbortSignal): Promise<void> {
    const release = await turns.take(signal);
    try {
      const { ok, problems } = await this.#ledger.audit({ signal });
      this.#last = { at: this.#now(), problems: problems.length };
      if (!ok) {
        this.#logger.error(
          `The ledger ${this.#ledger.origin} does not verify: ${problems.join(
            '. ',
          )}`,
        );
      }
    } catch (error) {
      this.#logger.warn(
        `The ledger ${
          this.#ledger.origin
        } could not be verified: ${stringifyError(error)}`,
      );
    } finally {
      release();
    }
  }

  /** What is to be seen of it. */
  gauges(): Gauge[] {
    return [
      {
        name: 'countersign.ledger.pending',
        description: 'Entries that wait for their place in the signed tree',
        unit: '{entry}',
        read: async () => (await this.#ledger.status()).pending,
      },
      {
        name: 'countersign.ledger.verified',
        description:
          'When this replica last verified the whole ledger, in Unix time',
        unit: 's',
        read: () => this.#last && this.#last.at / 1000,
      },
      {
        name: 'countersign.ledger.problems',
        description: 'What the last verification found wrong',
        unit: '{problem}',
        read: () => this.#last?.problems,
      },
    ];
  }
}
