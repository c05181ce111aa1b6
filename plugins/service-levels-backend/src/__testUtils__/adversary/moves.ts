import { CorrectionKind } from '@countersign/plugin-service-levels-common';

/** What somebody does next, with every name resolved. Times are minutes from the move. */
export type Move =
  /** A replica reads the source, or both at once; a share of a hundred requests to each objective has failed since. */
  | { do: 'tick'; replica: 'first' | 'second' | 'both'; bad: number }
  /** The replica is killed while it reads: its lease stays behind, and another one starts in its place. */
  | { do: 'kill'; replica: 'first' | 'second' }
  | { do: 'silence'; silent: boolean }
  | { do: 'edit'; objective: number; target: number }
  | { do: 'drop' | 'restore'; objective: number }
  | { do: 'acknowledge'; who: Player; alert: number }
  | {
      do: 'enter';
      who: Player;
      objective: number;
      kind: CorrectionKind;
      from: number;
      length: number;
      daily: boolean;
      ofChange: boolean;
    }
  | { do: 'confirm' | 'withdraw'; who: Player; correction: number }
  | {
      do: 'change';
      approved: boolean;
      canceled: boolean;
      from: number;
      length: number;
    };

/** Maya and Mila own what is measured, Iris asked for the change, Noah has no part in it, and a pipeline is nobody. */
export const players = ['maya', 'mila', 'iris', 'noah', 'pipeline'] as const;
export type Player = (typeof players)[number];

/** Who may never confirm by themselves what belongs to them. */
export const owners: readonly Player[] = ['maya', 'mila'];

/** A move as it is sent: the same again is the same request under the same key. */
export interface Request {
  move: Move;
  key: string;
  /** The record it is about. */
  number?: string;
  /** The clock when it was made. */
  at: number;
}
