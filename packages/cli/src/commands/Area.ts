import { Command } from 'commander';
import {
  Derivation,
  RecordReader,
  StoryKind,
} from '@countersign/plugin-governance-common';
import { ExitCode } from '../output/failure';

/** How a command says with which code the process ends; it is 0 otherwise. */
export type Finish = (code: ExitCode) => void;

/** What an area adds to the command line; its folder here holds nothing that another area needs. */
export interface Area {
  /** How `verify` judges what a log says of the area's records. */
  stories?: readonly StoryKind[];
  /** How `verify` works out again what other areas' records say that the area answered. */
  derivations?: readonly Derivation[];
  /** How `verify` tells what other areas could see of the area's records. */
  readers?: readonly RecordReader[];
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
