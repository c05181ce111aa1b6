import type { ChangeArena, Outcome } from '../ChangeArena';
import { Request } from '../requests';

/** What just happened. */
export interface Happening {
  id: string;
  at: number;
  request: Request;
  outcome: Outcome;
  arena: ChangeArena;
}

export type Act = Extract<Request, { kind: 'act' }>;
export type Edit = Extract<Request, { kind: 'edit' }>;
