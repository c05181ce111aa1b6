import { Activity } from '../experiment/schemas';

/** Parts of an output that a tolerance may aim at. */
export interface Aimed {
  /** `status`, `body`, `stdout`…; the whole output where it is left out. */
  target?: string;
}

/** What the output of a probe has to be, in the forms that Chaos Toolkit knows. */
export type Tolerance =
  | { kind: 'equals'; value: boolean | string | number }
  /** A list of two numbers: both ends belong to it. */
  | { kind: 'between'; least: number; most: number }
  | { kind: 'one-of'; values: readonly unknown[] }
  | ({ kind: 'regex'; pattern: string } & Aimed)
  | ({ kind: 'range'; least: number; most: number } & Aimed)
  | ({
      kind: 'jsonpath';
      path: string;
      count?: number;
      expect?: unknown;
    } & Aimed)
  /** Another probe that takes the output as its argument `value`. */
  | { kind: 'probe'; activity: Activity };

/** Whether an output is tolerated, and which value of it was compared with what. */
export interface Comparison {
  met: boolean;
  /** `status`, `exit status`, `body`…: what of the output was looked at. */
  what: string;
  compared: unknown;
  /** What it had to be: `from 200 to 299`. */
  expected: string;
}
