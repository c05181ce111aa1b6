import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { SeenDrill } from '@countersign/plugin-chaos-drills-common';
import { ChaosDrillsService } from '@countersign/plugin-chaos-drills-node';
import { isMissingArea } from '@countersign/plugin-governance-node';

const FRESH_MS = 2_000;
/** Where there are no drills at all, or nobody answers, it is not asked again with every alert. */
const RESTING_MS = 30_000;
const ANSWER_MS = 2_000;
/** The last ones that were written: those that run, and those that ended of late. */
const LAST = 50;

/**
 * The drills of this portal as they were some moments ago. A portal without drills has none; where they do not answer, an
 * incident is a real one: people can still say that it is none, and nobody is left unpaged.
 */
export class RunningDrills {
  #known: readonly SeenDrill[] = [];
  #freshUntil = -Infinity;

  constructor(
    private readonly options: {
      drills: Pick<ChaosDrillsService, 'listDrills'>;
      logger: LoggerService;
    },
  ) {}

  async around(now: Date): Promise<readonly SeenDrill[]> {
    const at = now.getTime();
    if (at < this.#freshUntil) return this.#known;
    this.#freshUntil = at + FRESH_MS;
    try {
      const { items } = await this.options.drills.listDrills(
        { state: ['running', 'ended'], limit: LAST },
        { signal: AbortSignal.timeout(ANSWER_MS) },
      );
      this.#known = items;
    } catch (error) {
      this.#known = [];
      this.#freshUntil = at + RESTING_MS;
      if (!isMissingArea(error, this.options.logger)) {
        this.options.logger.warn(
          `Drills cannot be read; incidents count as if none ran: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    return this.#known;
  }
}
