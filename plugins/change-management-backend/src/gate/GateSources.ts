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
import { Recently } from './Recently';

/** Whoever asks holds a change meanwhile. */
const TIMEOUT_MS = 3000;
/** A page asks for its parts within as much, and somebody who waits looks again. */
const REMEMBERED_MS = 2000;

/** What asking is for. */
export interface Asking {
  /**
   * What is answered is shown, and permits nothing: then what was answered a moment ago will do. Whatever decides asks anew, since
   * a moment ago nothing may have been demanded that is now.
   */
  shows?: boolean;
}

interface Source {
  check: GateCheckSource;
  recently: Recently<GateDemand | undefined>;
}

/**
 * What other areas demand of changes. Each is asked for a moment only; one that fails is not passed over in silence: what
 * it said beforehand for that case holds.
 */
export class GateSources {
  readonly #sources: Source[] = [];
  readonly #timeoutMs: number;
  readonly #rememberedMs: number;

  constructor(
    options: {
      timeoutMs?: number;
      /** How long an answer is shown again; 0 where time does not pass by itself. */
      rememberedMs?: number;
    } = {},
  ) {
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#rememberedMs = options.rememberedMs ?? REMEMBERED_MS;
  }

  get isEmpty(): boolean {
    return this.#sources.length === 0;
  }

  /** @throws Error when the id is taken or malformed */
  addGateCheck(check: GateCheckSource): void {
    if (!/^[a-z][a-z0-9-]*$/.test(check.id)) {
      throw new Error(
        `A gate check cannot be called '${check.id}': use one word of lower case letters, digits and '-'`,
      );
    }
    if (this.#sources.some(known => known.check.id === check.id)) {
      throw new Error(`There are two gate checks ${check.id}`);
    }
    this.#sources.push({
      check,
      recently: new Recently(this.#rememberedMs),
    });
  }

  /** What is demanded of each of several changes: each source is asked once for all of them. */
  async ask(
    inputs: readonly GateCheckInput[],
    logger: LoggerService,
    asking: Asking = {},
  ): Promise<GateDemand[][]> {
    const answers = await Promise.all(
      this.#sources.map(source => this.#askOne(source, inputs, logger, asking)),
    );
    return inputs.map((_, i) => answers.flatMap(ofSource => ofSource[i] ?? []));
  }

  async #askOne(
    { check, recently }: Source,
    inputs: readonly GateCheckInput[],
    logger: LoggerService,
    { shows = false }: Asking,
  ): Promise<(GateDemand | undefined)[]> {
    return recently.answers(inputs.map(keyOf), {
      anew: !shows,
      ask: missing =>
        this.#check(
          check,
          missing.map(i => inputs[i]),
          logger,
        ),
    });
  }

  async #check(
    source: GateCheckSource,
    inputs: readonly GateCheckInput[],
    logger: LoggerService,
  ): Promise<(GateDemand | undefined)[]> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`it took more than ${this.#timeoutMs} ms`)),
          this.#timeoutMs,
        );
      });
      // A copy: nothing a source does to it reaches the change.
      const asked = checkAll(source, structuredClone([...inputs]));
      const answers = await Promise.race([asked, tooLate]);
      if (answers.length !== inputs.length) {
        throw new Error(
          `it gave ${answers.length} answers to ${inputs.length} questions`,
        );
      }
      return answers.map(answer => demandOf(source, answer));
    } catch (error) {
      logger.warn(`Gate check ${source.id} failed: ${stringifyError(error)}`);
      return inputs.map(input => {
        const demand = demandOf(source, source.otherwise(input));
        return demand && { ...demand, unavailable: true };
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

function checkAll(
  source: GateCheckSource,
  inputs: GateCheckInput[],
): Promise<readonly (GateDemandAnswer | undefined)[]> {
  return source.checkAll && inputs.length > 1
    ? source.checkAll(inputs)
    : Promise.all(inputs.map(input => source.check(input)));
}

/** What an answer depends on; the moment only where it has passed. */
function keyOf({ number, change, items, at, past }: GateCheckInput): string {
  return JSON.stringify([
    number ?? null,
    change,
    items.map(({ entityRef }) => entityRef),
    past ? at : null,
  ]);
}

/** @throws ZodError when what a source answered is no demand */
function demandOf(
  { id, title }: GateCheckSource,
  answer: GateDemandAnswer | undefined,
): GateDemand | undefined {
  return answer && gateDemandSchema.parse({ ...answer, source: id, title });
}
