import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import { Piscina } from 'piscina';
import { exactJson } from '@countersign/plugin-governance-common';
import { ReadPlan } from './ReadPlan';
import {
  Claimant,
  PlanTask,
  PlanTaskResult,
  readPlanBody,
} from './readPlanBody';

/** What reading plans may take of the machine. */
export interface PlanReaderLimits {
  threads: number;
  /** How many plans may wait for a thread. */
  queue: number;
  /** From when a plan is handed in until it must be read, waiting included. */
  timeoutMs: number;
}

const defaults: PlanReaderLimits = {
  threads: 2,
  queue: 8,
  timeoutMs: 120_000,
};

/**
 * Heap of one thread: well beyond what a plan within its limits takes. A thread that runs out of memory within one call
 * of the engine's own, such as parsing, ends the process, so that this only holds up what nobody thought of.
 */
const MEMORY_MB = 4096;

/** A thread that has nothing to do for so long ends. */
const IDLE_MS = 300_000;

/** A request's body, opened: `body.plan` is an empty object, and what was there is `plan`. */
export interface OpenedBody {
  body: unknown;
  plan?: ReadPlan;
}

/**
 * Reads Terraform plans in threads of their own, so that a large one holds up nobody: the main thread neither parses it
 * nor what is stored of it. A plan that kills its thread is refused, and leaves nothing behind.
 */
export class PlanReader {
  readonly #limits: PlanReaderLimits;
  readonly #logger: LoggerService;
  readonly #threads: Piscina<PlanTask, PlanTaskResult>;
  /** Plans that are being read or wait. */
  #handedIn = 0;

  constructor(options: {
    logger: LoggerService;
    limits?: Partial<PlanReaderLimits>;
    /** What a thread loads; tests bring one that fails. */
    worker?: string;
  }) {
    this.#limits = { ...defaults, ...options.limits };
    this.#logger = options.logger;
    const filename =
      options.worker ??
      require.resolve(
        '@countersign/plugin-change-management-backend/planWorker',
      );
    this.#threads = new Piscina({
      filename,
      name: readPlanBody.name,
      minThreads: 0,
      maxThreads: this.#limits.threads,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      execArgv: execArgvFor(filename),
    });
    this.#threads.on('error', error =>
      this.#logger.warn(`A plan reader ended: ${stringifyError(error)}`),
    );
  }

  /**
   * Reads the plan in the body of a request.
   *
   * @param bytes - A JSON object in UTF-8 whose `plan` is an object. They may be gone afterwards.
   * @throws InputError when it is no plan of a known format, or too large; the message quotes nothing of
   * its content. ServiceUnavailableError when it could not be read now.
   */
  async open(
    bytes: Uint8Array,
    items: Iterable<Claimant>,
  ): Promise<Required<OpenedBody>> {
    const claimants: Claimant[] = [];
    for (const { entityRef, terraformAddresses } of items) {
      if (terraformAddresses.length) {
        claimants.push({ entityRef, terraformAddresses });
      }
    }
    const owned = transferable(bytes);
    const result = await this.#run({ bytes: owned, claimants });
    if ('refusal' in result) throw new InputError(result.refusal);
    return { body: result.body, plan: new ReadPlan(result.plan) };
  }

  /**
   * The same for a plan that is here as an object, and so is small.
   *
   * @throws InputError also when a number of it may have been rounded before it came here
   */
  async read(
    plan: Record<string, unknown>,
    items: Iterable<Claimant>,
  ): Promise<ReadPlan> {
    assertUnrounded(plan);
    const bytes = new TextEncoder().encode(exactJson({ plan }));
    return (await this.open(bytes, items)).plan;
  }

  async stop(): Promise<void> {
    await this.#threads.destroy();
  }

  async #run(task: PlanTask): Promise<PlanTaskResult> {
    const { threads, queue, timeoutMs } = this.#limits;
    // Counted here: the pool counts those that wait only once its threads have started.
    if (this.#handedIn >= threads + queue) {
      throw new ServiceUnavailableError(
        `${this.#handedIn} other plans are being read. Try again in a moment.`,
      );
    }
    this.#handedIn += 1;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await this.#threads.run(task, {
        signal,
        transferList: [task.bytes.buffer as ArrayBuffer],
      });
    } catch (error) {
      this.#logger.warn(
        `A Terraform plan was not read: ${stringifyError(error)}`,
      );
      throw new ServiceUnavailableError(
        signal.aborted
          ? `The plan was not read within ${
              timeoutMs / 1000
            } s. Try again when less is going on, or plan in smaller pieces.`
          : 'The plan was not read: its reader ended. Try again.',
      );
    } finally {
      this.#handedIn -= 1;
    }
  }
}

/** What parsed a plan as ordinary JSON rounded every number that a double cannot hold, and nobody could tell. */
function assertUnrounded(value: unknown): void {
  if (typeof value === 'number') {
    const isWhole = Number.isFinite(value) && Math.trunc(value) === value;
    if (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
      throw new InputError(
        `The plan holds the number ${value}, which may have been rounded on its way. Hand the plan over as text, or upload it.`,
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(assertUnrounded);
  }
}

/** The bytes alone in their memory: what is handed to a thread is gone here, and small buffers share theirs. */
function transferable(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength
    ? bytes
    : new Uint8Array(bytes);
}

/** A thread that runs from sources needs what turns TypeScript into JavaScript, whatever does it for this one. */
function execArgvFor(filename: string): string[] | undefined {
  return filename.endsWith('.ts')
    ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
    : undefined;
}
