/** What a worker with an engine is started with. */
export const ENGINE_ROLE = 'countersign-engine';

export interface EngineStart {
  role: typeof ENGINE_ROLE;
  /** An empty folder for the database. */
  folder: string;
}

/** What the engine is asked; each is answered before the next is asked. */
export type EngineAsk =
  /** Runs a statement that gives nothing. */
  | { do: 'run'; sql: string }
  /** Runs a COPY … FROM '/dev/blob' over these bytes. */
  | { do: 'copyIn'; sql: string; bytes: Uint8Array }
  /** Runs a COPY … TO STDOUT, and answers its bytes in pieces. */
  | { do: 'copyOut'; sql: string };

export type EngineAnswer =
  | { is: 'ready' }
  | { is: 'piece'; bytes: Uint8Array }
  | { is: 'done' }
  | { is: 'failed'; message: string };
