import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, stringifyError } from '@backstage/errors';
import {
  riskFactor,
  RiskFactor,
  RiskFloor,
} from '@countersign/plugin-change-management-common';
import {
  RiskFactorInput,
  RiskFactorSource,
  RiskFloorSource,
} from '@countersign/plugin-change-management-node';
import { factorsSchema, floorsSchema } from './opinions';

/** What other plugins say about a change. */
export interface RiskOpinions {
  factors: RiskFactor[];
  floors: RiskFloor[];
}

/** Ids that would name a factor like one of change management's own. */
const reserved = [
  'item',
  'plan',
  'environment',
  'history',
  'schedule',
  'readiness',
];

const TIMEOUT_MS = 3000;

/**
 * The sources of other plugins. Whatever one of them does, it is asked for a moment only, it raises the risk or leaves
 * it, and what it could not say counts as a doubt.
 */
export class RiskSources {
  readonly #factors: RiskFactorSource[] = [];
  readonly #floors: RiskFloorSource[] = [];

  /** @throws Error when the id is taken or malformed */
  addRiskFactor(source: RiskFactorSource): void {
    this.#claim(source.id);
    this.#factors.push(source);
  }

  /** @throws Error when the id is taken or malformed */
  addRiskFloor(source: RiskFloorSource): void {
    this.#claim(source.id);
    this.#floors.push(source);
  }

  async ask(
    input: RiskFactorInput,
    logger: LoggerService,
  ): Promise<RiskOpinions> {
    const opinions = await Promise.all([
      ...this.#factors.map(source =>
        askOne(source, input, logger, answer => ({
          factors: factorsOf(source, answer),
          floors: [],
        })),
      ),
      ...this.#floors.map(source =>
        askOne(source, input, logger, answer => ({
          factors: [],
          floors: floorsSchema.parse(answer),
        })),
      ),
    ]);
    return {
      factors: opinions.flatMap(({ factors }) => factors),
      floors: opinions.flatMap(({ floors }) => floors),
    };
  }

  #claim(id: string): void {
    if (!/^[a-z][a-z0-9-]*$/.test(id) || reserved.includes(id)) {
      throw new Error(
        `A risk source cannot be called '${id}': use one word of lower case letters, digits and '-', and none of ${reserved.join(
          ', ',
        )}`,
      );
    }
    if ([...this.#factors, ...this.#floors].some(known => known.id === id)) {
      throw new Error(`There are two risk sources ${id}`);
    }
  }
}

async function askOne(
  source: { id: string; assess(input: RiskFactorInput): Promise<unknown> },
  input: RiskFactorInput,
  logger: LoggerService,
  read: (answer: unknown) => RiskOpinions,
): Promise<RiskOpinions> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`it took more than ${TIMEOUT_MS} ms`)),
        TIMEOUT_MS,
      );
    });
    // A copy: nothing a source does to it reaches the change.
    const asked = source.assess(structuredClone(input));
    return read(await Promise.race([asked, tooLate]));
  } catch (error) {
    logger.warn(`Risk source ${source.id} failed: ${stringifyError(error)}`);
    return { factors: [doubtAbout(source.id)], floors: [] };
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Error when what a source answered cannot be counted */
function factorsOf({ id }: RiskFactorSource, answer: unknown): RiskFactor[] {
  const factors = factorsSchema.parse(answer);
  const seen = new Set<string>();
  return factors.map(factor => {
    if (!factor.id.startsWith(`${id}.`)) {
      throw new InputError(
        `its factor ${factor.id} must be called ${id}.<something>`,
      );
    }
    if (seen.has(factor.id)) {
      throw new InputError(`two of its factors are called ${factor.id}`);
    }
    seen.add(factor.id);
    return riskFactor(
      factor.id,
      factor.title,
      factor.weight,
      factor.value,
      factor.evidence,
    );
  });
}

function doubtAbout(id: string): RiskFactor {
  return riskFactor(`${id}.unavailable`, `Unknown: ${id}`, 5, 1, [
    {
      text: `${id} could not be assessed; what it would have said is counted as a moderate doubt`,
    },
  ]);
}
