import { Command } from 'commander';
import { StoryKind } from '@countersign/plugin-governance-common';
import { ExitCode } from '../output/failure';

/** How a command says with which code the process ends; it is 0 otherwise. */
export type Finish = (code: ExitCode) => void;

/** What an area adds to the command line; its folder here holds nothing that another area needs. */
export interface Area {
  /** What can be done, as the beginning of a sentence: "submit changes". */
  does: string;
  addCommands(program: Command, finish: Finish): void;
  /** How `verify` judges what a log says of the area's records. */
  stories: readonly StoryKind[];
  /** A session with its commands, for the help. */
  example: string;
}
