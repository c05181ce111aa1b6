import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LogMetricDefinition,
  LogQueryDefinition,
} from '@countersign/plugin-service-logs-common';
import { readDefinitions } from '@countersign/plugin-service-logs-common/definitions';

/** Files are read again after this. */
const FRESH_MS = 30_000;
const MOST_FILES = 500;

/** What a folder defines. */
export interface Defined {
  queries: LogQueryDefinition[];
  metrics: LogMetricDefinition[];
}

const nothing: Defined = { queries: [], metrics: [] };

/** Queries and metrics as code: the YAML files of a folder. What is wrong in one is told to the log, and the others stand. */
export class Definitions {
  #read: { at: number; defined: Promise<Defined> } | undefined;
  #told = '';

  constructor(
    private readonly options: {
      folder: string | undefined;
      logger: LoggerService;
      now?: () => number;
    },
  ) {}

  /** As they were at most half a minute ago. */
  all(): Promise<Defined> {
    const { folder, now = Date.now } = this.options;
    if (!folder) return Promise.resolve(nothing);
    if (!this.#read || now() - this.#read.at > FRESH_MS) {
      this.#read = { at: now(), defined: this.#readAll(folder) };
    }
    return this.#read.defined;
  }

  async #readAll(folder: string): Promise<Defined> {
    const problems: string[] = [];
    const all: Defined = { queries: [], metrics: [] };
    const names = await readdir(folder).catch(() => {
      problems.push('The folder cannot be read.');
      return [];
    });
    const files = names.filter(name => /\.ya?ml$/.test(name)).sort();
    for (const name of files.slice(0, MOST_FILES)) {
      const text = await readFile(path.join(folder, name), 'utf8').catch(
        () => '',
      );
      const read = readDefinitions(text);
      problems.push(
        ...read.problems.map(each => `${name}:${each.line}: ${each.message}`),
      );
      all.queries.push(...read.queries);
      all.metrics.push(...read.metrics);
    }
    this.#tell(problems);
    return { queries: unique(all.queries), metrics: unique(all.metrics) };
  }

  /** Once, as long as it stays the same. */
  #tell(problems: readonly string[]): void {
    const told = problems.join('\n');
    if (told !== '' && told !== this.#told) {
      this.options.logger.warn(
        `Definitions of logs (serviceLogs.definitions.folder) are wrong: ${problems.join(
          '; ',
        )}`,
      );
    }
    this.#told = told;
  }
}

/** The first of each name. */
function unique<T extends { metadata: { name: string } }>(all: T[]): T[] {
  return all.filter(
    (each, i) =>
      all.findIndex(other => other.metadata.name === each.metadata.name) === i,
  );
}
