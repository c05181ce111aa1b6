import { CallerKind } from '@countersign/plugin-governance-common';
import type { IncidentEntry } from '../facts';
import { IncidentFacts } from '../model';

/** What an adopter may set. Milliseconds. */
export interface IncidentLimits {
  /** A resolved incident is closed so long after, and not before. */
  closeAfter: number;
  /** An alert that fires again within so long after the resolution reopens it. */
  reopenWithin: number;
}

/** Who asks. */
export interface IncidentActor {
  /** Entity ref of a user, or the subject of a service. */
  ref: string;
  by: CallerKind;
}

/** What the judge has to know beside the incident itself, at the moment that it is asked. */
export interface IncidentWorld {
  /** ISO 8601. */
  now: string;
  limits: IncidentLimits;
  /** The other incident, where two become one; `elsewhere` for whoever has only the story of this one. */
  other?: IncidentFacts | 'elsewhere';
  /**
   * Its timeline up to now, where a review is drafted from it or alerts say when it was restored: see `restsOnStory`. Absent
   * for whoever only asks whether one may be.
   */
  story?: readonly IncidentEntry[];
}

/** Lists in an incident are so long at most: what is more belongs into a note or another system. */
export const MOST = {
  tasks: 200,
  links: 100,
  corrections: 100,
  authors: 2000,
  pinned: 50,
  steps: 500,
  actionItems: 100,
} as const;
