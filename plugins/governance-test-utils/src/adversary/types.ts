import { Random } from './Random';

/**
 * One step of a game. It is plain data with every name resolved ("an approver" has become a person), so that a game can
 * be kept in a file, played again, and made smaller by taking steps out.
 */
export interface Step<Move> {
  /** Other steps refer to this one by it, also after some between them were taken out. */
  id: string;
  /** Milliseconds since the game began, by the clock of whoever serves the request. */
  at: number;
  move?: Move;
  /**
   * In place of a move: that of an earlier step once more. `request` sends the very same bytes again, as a client does
   * that got no answer; `move` means the same again, with what can be seen by now.
   */
  again?: { of: string; as: 'request' | 'move' };
}

/** A game as it is kept. */
export interface Game<Move> {
  /** What it shows, in a sentence. */
  name: string;
  steps: Step<Move>[];
}

/** What came of a request. */
export interface Answer {
  /** Why it was refused; absent when it was done. */
  refused?: string;
}

/** An invariant that does not hold. */
export interface Breach {
  invariant: string;
  /** How it was broken, as a slug: breaches of one kind are found, shrunk and counted as one. */
  kind: string;
  /** What happened, in a sentence. */
  text: string;
}

/** What the next move should be good for. */
export interface Hint {
  /** The first of a game. */
  opening: boolean;
  /** Somebody was refused and will try again: alter something before. */
  altering: boolean;
}

/** An area's records, persons and machines, as one game finds them. What is random comes from `draw` alone. */
export interface Arena<Move, Request> {
  /** Sets the clock. */
  moveTo(at: number): void;
  /** Instants at which something begins or ends, for the clock to stop at, before or after. */
  moments(): number[];
  /** Somebody's next move; undefined when nothing is left to do. */
  draw(random: Random, hint: Hint): Move | undefined;
  /**
   * The request the move makes now: versions, digests and numbers are filled in from what its player saw. Undefined when
   * what it refers to is not there.
   */
  request(move: Move, id: string): Request | undefined;
  /** A refusal is an answer; anything that is none of ours is thrown. */
  send(request: Request, id: string): Promise<Answer>;
  /** What does not hold after the last request. */
  breaches(): Promise<Breach[]>;
}

/** Opens an arena for one game: each begins the same, whatever was played before. */
export type NewArena<Move, Request> = () => Promise<Arena<Move, Request>>;
