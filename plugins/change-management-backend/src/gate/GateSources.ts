import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  GateDemand,
  gateDemandSchema,
} from '@countersign/plugin-change-management-common';
import {
  GateCheckInput,
  GateCheckSource,
  GateDemandAnswer,
} from '@countersign/plugin-change-management-node';

/** Whoever asks holds a change meanwhile. */
const TIMEOUT_MS = 3000;

/**
 * What other areas demand of changes. Each is asked for a moment only; one that fails is not passed over in silence: what
 * it said beforehand for that case holds.
 */
export class GateSources {
  readonly #sources: GateCheckSource[] = [];

  constructor(private readonly timeoutMs = TIMEOUT_MS) {}

  get isEmpty(): boolean {
    return this.#sources.length === 0;
  }

  /** @throws Error when the id is taken or malformed */
  addGateCheck(source: GateCheckSource): void {
    if (!/^[a-z][a-z0-9-]*$/.test(source.id)) {
      throw new Error(
        `A gate check cannot be called '${source.id}': use one word of lower case letters, digits and '-'`,
      );
    }
    if (this.#sources.some(({ id }) => id === source.id)) {
      throw new Error(`There are two gate checks ${source.id}`);
    }
    this.#sources.push(source);
  }

  async ask(
    input: GateCheckInput,
    logger: LoggerService,
  ): Promise<GateDemand[]> {
    const demands = await Promise.all(
      this.#sources.map(source => this.#askOne(source, input, logger)),
    );
    return demands.flatMap(demand => demand ?? []);
  }

  async #askOne(
    source: GateCheckSource,
    input: GateCheckInput,
    logger: LoggerService,
  ): Promise<GateDemand | undefined> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`it took more than ${this.timeoutMs} ms`)),
          this.timeoutMs,
        );
      });
      // A copy: nothing a source does to it reaches the change.
      const asked = source.check(structuredClone(input));
      return demandOf(source, await Promise.race([asked, tooLate]));
    } catch (error) {
      logger.warn(`Gate check ${source.id} failed: ${stringifyError(error)}`);
      const demand = demandOf(source, source.otherwise(input));
      return demand && { ...demand, unavailable: true };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @throws ZodError when what a source answered is no demand */
function demandOf(
  { id, title }: GateCheckSource,
  answer: GateDemandAnswer | undefined,
): GateDemand | undefined {
  return answer && gateDemandSchema.parse({ ...answer, source: id, title });
}
