import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  Column,
  copyOutSql,
  SqlEngine,
  StagedRows,
} from '@countersign/plugin-compliance-evidence-common';
import { ENGINE_ROLE, EngineAnswer, EngineAsk } from './messages';
import { stageRows } from './stageRows';

/** To start, or to stage one piece: longer than the slowest machine takes. */
const PATIENCE_MS = 600_000;

/**
 * PostgreSQL inside this program: PGlite, in a thread of its own that can be stopped whatever it does, with its database in a
 * temporary folder.
 */
export class PgliteEngine implements SqlEngine {
  readonly #worker: Worker;
  readonly #folder: string;
  readonly #timeoutMs: number;
  #waiting?: (answer: EngineAnswer) => void;
  #ended?: string;

  /** @param timeoutMs - How long one query may take. */
  static async start(timeoutMs: number): Promise<PgliteEngine> {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-engine-'));
    const engine = new PgliteEngine(folder, timeoutMs);
    try {
      await engine.#answers().next();
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  private constructor(folder: string, timeoutMs: number) {
    this.#folder = folder;
    this.#timeoutMs = timeoutMs;
    // The whole command line is one file, and it knows what thread it is.
    this.#worker = new Worker(__filename, {
      workerData: { role: ENGINE_ROLE, folder: join(folder, 'data') },
      // PGlite has something to say about itself that is no news.
      stdout: true,
      stderr: true,
    });
    this.#worker.on('message', (answer: EngineAnswer) =>
      this.#waiting?.(answer),
    );
    this.#worker.on('error', error => this.#end(error.message));
    this.#worker.on('exit', () => this.#end('the engine ended by itself'));
  }

  async stage(
    table: string,
    columns: readonly Column[],
    rows: StagedRows,
  ): Promise<number> {
    return stageRows(
      {
        run: sql => this.#ask({ do: 'run', sql }),
        copyIn: (sql, bytes) => this.#ask({ do: 'copyIn', sql, bytes }),
      },
      table,
      columns,
      rows,
    );
  }

  async *copyOut(sql: string): AsyncIterable<Uint8Array> {
    const answers = this.#answers(this.#timeoutMs);
    this.#send({ do: 'copyOut', sql: copyOutSql(sql) });
    for await (const answer of answers) {
      if (answer.is === 'piece') yield answer.bytes;
    }
  }

  /** Stops the thread, also in the middle of a query, and removes its database. */
  async close(): Promise<void> {
    await this.#worker.terminate();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ask(ask: EngineAsk): Promise<void> {
    const answers = this.#answers();
    this.#send(ask);
    while (!(await answers.next()).done);
  }

  #send(ask: EngineAsk): void {
    this.#worker.postMessage(
      ask,
      ask.do === 'copyIn' ? [ask.bytes.buffer as ArrayBuffer] : [],
    );
  }

  /** What the thread answers until it is done; it listens from now on. */
  #answers(timeoutMs = PATIENCE_MS): AsyncGenerator<EngineAnswer> {
    const queue: EngineAnswer[] = [];
    let wake: (() => void) | undefined;
    this.#waiting = answer => {
      queue.push(answer);
      wake?.();
    };
    if (this.#ended) queue.push({ is: 'failed', message: this.#ended });
    const next = () =>
      new Promise<void>((done, failed) => {
        const timer = setTimeout(
          () =>
            failed(
              new Error(`it took longer than ${timeoutMs / 1000} seconds`),
            ),
          timeoutMs,
        );
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    return (async function* answers() {
      for (;;) {
        if (queue.length === 0) await next();
        const answer = queue.shift();
        if (!answer) continue;
        if (answer.is === 'failed') throw new Error(answer.message);
        if (answer.is === 'piece') yield answer;
        else return;
      }
    })();
  }

  #end(reason: string): void {
    this.#ended ??= reason;
    this.#waiting?.({ is: 'failed', message: this.#ended });
  }
}
