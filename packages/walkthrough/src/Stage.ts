import { Cli } from './Cli';
import { Portal } from './Portal';
import { Report } from './Report';

/** Where a walkthrough takes place: a running portal with its demo users, and a pipeline's command line. */
export interface Stage {
  portal: Portal;
  cli: Cli;
  report: Report;
}

/** The story of an area: what its users came for, from the first step to the proof. */
export type Walkthrough = (stage: Stage) => Promise<void>;
