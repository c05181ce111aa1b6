import {
  FilterProblem,
  LogEntry,
  LogHistogram,
  parseFilter,
  Filter,
} from '@countersign/plugin-service-logs-common';
import { SourceError } from '@countersign/plugin-governance-node';
import {
  FoundLogs,
  LogCall,
  LogEntity,
  LogFilterError,
  LogQuery,
  LogSource,
  TailedLogs,
} from '@countersign/plugin-service-logs-node';
import { LogFolder } from './files/LogFolder';
import { Unpacked } from './files/Unpacked';
import { MinuteIndex } from './index/MinuteIndex';
import { contextOf } from './search/contextOf';
import { countLogs } from './search/countLogs';
import { OpenFiles } from './search/OpenFiles';
import { searchLogs } from './search/searchLogs';
import { tailLogs } from './search/tailLogs';

/** What the configuration says of a source of files. */
export interface FileSourceSettings {
  name: string;
  title: string;
  entities: { entityRef: string; paths: string[] }[];
}

/** What all sources of files of one process share. */
export interface FileReading {
  unpacked: Unpacked;
  index: MinuteIndex;
}

/** Logs in files of the machine: lines of JSON and plain text, rotated and compressed ones too. */
export class FileLogSource implements LogSource {
  readonly name: string;
  readonly title: string;
  readonly language = 'countersign';
  readonly #folders: ReadonlyMap<string, LogFolder>;
  readonly #index: MinuteIndex;

  constructor(settings: FileSourceSettings, reading: FileReading) {
    this.name = settings.name;
    this.title = settings.title;
    this.#index = reading.index;
    this.#folders = new Map(
      settings.entities.map(({ entityRef, paths }) => [
        entityRef,
        new LogFolder(paths, reading.unpacked),
      ]),
    );
  }

  has({ entityRef }: LogEntity): boolean {
    return this.#folders.has(entityRef);
  }

  check(filter: string): FilterProblem[] {
    const parsed = parseFilter(filter);
    return 'problem' in parsed ? [parsed.problem] : [];
  }

  async search(
    query: LogQuery & { limit: number; cursor?: string },
    call: LogCall,
  ): Promise<FoundLogs> {
    const filter = this.#filter(query.filter);
    return OpenFiles.lend(this.#folder(query.entity), query.from, files =>
      searchLogs({ ...query, filter }, { files, index: this.#index }, call),
    );
  }

  async histogram(
    query: Parameters<LogSource['histogram']>[0],
    call: LogCall,
  ): Promise<LogHistogram> {
    const filter = this.#filter(query.filter);
    return OpenFiles.lend(this.#folder(query.entity), query.from, files =>
      countLogs({ ...query, filter }, { files, index: this.#index }, call),
    );
  }

  async context(
    query: Parameters<LogSource['context']>[0],
    call: LogCall,
  ): Promise<LogEntry[]> {
    return OpenFiles.lend(this.#folder(query.entity), 0, files =>
      contextOf(query, files, call),
    );
  }

  async tail(
    query: Parameters<LogSource['tail']>[0],
    call: LogCall,
  ): Promise<TailedLogs> {
    const filter = this.#filter(query.filter);
    return OpenFiles.lend(this.#folder(query.entity), 0, files =>
      tailLogs({ ...query, filter }, files, call),
    );
  }

  #filter(text: string): Filter {
    const parsed = parseFilter(text);
    if ('problem' in parsed) throw new LogFilterError([parsed.problem]);
    return parsed.filter;
  }

  #folder({ entityRef }: LogEntity): LogFolder {
    const folder = this.#folders.get(entityRef);
    if (!folder) {
      throw new SourceError(`${this.title} has no logs of ${entityRef}`);
    }
    return folder;
  }
}
