import { Command } from 'commander';
import { Trust } from '../input/trust';
import { ExitCode } from '../output/failure';

/** How a command says with which code the process ends; it is 0 otherwise. */
export type Finish = (code: ExitCode) => void;

/** What `verify` found in one file. */
export interface FileFinding {
  proven: boolean;
  /** For programs. */
  json: unknown;
  /** For people. */
  lines: string[];
  /** What was found, with this file, in documents that were given beside it: by their paths. */
  about?: ReadonlyMap<string, FileFinding>;
}

/** A JSON document among the files. */
export interface JsonFile {
  file: string;
  bytes: Uint8Array;
  content: unknown;
}

/** How an area's own kinds of evidence, which are no ledger bundles, are verified. */
export interface FileVerifier {
  /** By the first bytes of a file. */
  recognises(head: Uint8Array): boolean;
  verify(
    file: string,
    options: Trust & {
      /** For a single step of it. */
      timeoutMs: number;
      /** Only this part. */
      row?: string;
      /** Where to write the proof of that part. */
      out?: string;
      /** What was given beside it. */
      documents: readonly JsonFile[];
    },
  ): Promise<FileFinding>;
  /** Verifies a JSON document; undefined where it is none of the area's. */
  document(
    file: string,
    content: unknown,
    trust: Trust,
  ): Promise<FileFinding | undefined> | FileFinding | undefined;
}

/** What an area adds to the command line; its folder here holds nothing that another area needs. */
export interface Area {
  /** How `verify` reads files of the area's own. */
  verifiers?: readonly FileVerifier[];
  /** What can be done beside `verify`. */
  commands?: AreaCommands;
}

/** The commands of an area. */
export interface AreaCommands {
  /** What they do, as the beginning of a sentence: "submit changes". */
  does: string;
  /** Adds them to the program. */
  add(program: Command, finish: Finish): void;
  /** A session with them, for the help. */
  example: string;
}
