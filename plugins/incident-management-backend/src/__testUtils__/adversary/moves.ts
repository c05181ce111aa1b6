import { Caller } from '@countersign/plugin-governance-node';
import {
  AskedVerb,
  IncidentTime,
} from '@countersign/plugin-incident-management-common';
import type { ImportMove } from './importPlay';
import { ProblemMove } from './problemMoves';

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
  /** So many minutes ago each ended by its own telling, and was heard last, where that is known. */
  | {
      do: 'end';
      group: number;
      alerts: number;
      endedAgo: number;
      heardAgo?: number;
    }
  | { do: 'close' }
  | ImportMove
  | ProblemMove;

/** A move as it is sent: the same again is the same request under the same key. */
export interface Request {
  move: Move;
  key: string;
  /** The incident it is about, and the other one. */
  number?: string;
  other?: string;
  /** The problem it is about, and the other one. */
  problem?: string;
  otherProblem?: string;
  /** The incidents that a problem is opened with. */
  incidents?: readonly string[];
  /** What the player saw that the request names: a correction, a task, an entry. */
  seen?: string;
  version?: number;
  /** Of its review. */
  revision?: number;
  /** The clock when it was made. */
  at: number;
}

/** The caller that a player is. */
export function callerOf(who: Player): Caller {
  if (who === 'pipeline') return { kind: 'service', ref: 'external:ci' };
  return who === 'assistant'
    ? { kind: 'user', ref: 'user:default/carl', via: 'plugin:mcp-actions' }
    : { kind: 'user', ref: `user:default/${who}` };
}
