import {
  AskedVerb,
  IncidentTime,
} from '@countersign/plugin-incident-management-common';

/**
 * Olive and Carl own what is hit and respond, Una has no part in it, Sec is of the group with private incidents; an assistant
 * asks for Carl, and a pipeline for nobody.
 */
export const players = [
  'olive',
  'carl',
  'una',
  'sec',
  'assistant',
  'pipeline',
] as const;
export type Player = (typeof players)[number];

/** What somebody does next, with every name resolved. Times are minutes from the move. */
export type Move =
  | {
      do: 'declare';
      who: Player;
      drill: boolean;
      secret: boolean;
      triage: boolean;
      startedAgo: number;
    }
  /** One or several at the same moment ask for the same. */
  | {
      do: 'ask';
      who: readonly Player[];
      verb: AskedVerb;
      /** Counted from the last one. */
      incident: number;
      other: number;
      time: IncidentTime;
      minutes: number;
    }
  | { do: 'fire'; group: number; alerts: number; twice: boolean }
  | { do: 'end'; group: number; alerts: number }
  | { do: 'close' };

/** A move as it is sent: the same again is the same request under the same key. */
export interface Request {
  move: Move;
  key: string;
  /** The incident it is about, and the other one. */
  number?: string;
  other?: string;
  /** What the player saw that the request names: a correction, a task, an entry. */
  seen?: string;
  version?: number;
  /** Of its review. */
  revision?: number;
  /** The clock when it was made. */
  at: number;
}
