import { Worker } from 'node:worker_threads';
import { BlockSummary, scanPath, SummaryJob } from '../files/scan';

interface Waiting {
  job: SummaryJob;
  resolve(blocks: BlockSummary[]): void;
  reject(error: Error): void;
}

interface Thread {
  worker: Worker;
  doing?: Waiting;
}

/** Threads that scan, so that nothing else waits for it. They start when there is work, and end when there was none for a while. */
export class ScanPool {
  readonly #threads: Thread[] = [];
  readonly #waiting: Waiting[] = [];
  #idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly size: number,
    private readonly idleMs = 30_000,
  ) {}

  scan(job: SummaryJob): Promise<BlockSummary[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await Promise.all(
      this.#threads.splice(0).map(({ worker }) => worker.terminate()),
    );
    this.#waiting
      .splice(0)
      .forEach(({ reject }) => reject(new Error('The portal stops')));
  }

  #next(): void {
    clearTimeout(this.#idle);
    while (this.#waiting.length > 0) {
      const thread =
        this.#threads.find(({ doing }) => !doing) ??
        (this.#threads.length < this.size ? this.#start() : undefined);
      if (!thread) return;
      const waiting = this.#waiting.shift() as Waiting;
      thread.doing = waiting;
      thread.worker.postMessage({ id: 0, job: waiting.job });
    }
    if (this.#threads.every(({ doing }) => !doing)) {
      this.#idle = setTimeout(() => void this.close(), this.idleMs);
      this.#idle.unref();
    }
  }

  #start(): Thread {
    const worker = new Worker(scanPath, {
      // What the process was started with is not for a thread of plain JavaScript.
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: 16,
        maxYoungGenerationSizeMb: 4,
      },
    });
    const thread: Thread = { worker };
    worker.unref();
    const failed = (error: Error) => {
      const at = this.#threads.indexOf(thread);
      if (at >= 0) this.#threads.splice(at, 1);
      const { doing } = thread;
      thread.doing = undefined;
      doing?.reject(error);
      this.#next();
    };
    worker.on('message', ({ blocks, error }) => {
      const { doing } = thread;
      thread.doing = undefined;
      if (error) doing?.reject(new Error(error));
      else doing?.resolve(blocks);
      this.#next();
    });
    worker.on('error', failed);
    worker.on('exit', () => failed(new Error('The scan ended early')));
    this.#threads.push(thread);
    return thread;
  }
}
