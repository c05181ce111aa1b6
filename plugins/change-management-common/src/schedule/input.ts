import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CalendarChange, Change, ChangeState, ScheduleRule } from '../model';

/** The states in which a change holds its window against others. */
export const windowHoldingStates: readonly ChangeState[] = [
  'assess',
  'authorize',
  'scheduled',
  'implement',
];

/** How many relations away a dependency still counts as a conflict, unless told. */
export const defaultConflictDepth = 3;

/** The change whose window is looked at, or looked for. */
export type PlacedChange = Pick<
  Change,
  'type' | 'environment' | 'items' | 'implementer'
> & {
  /** Absent for a draft. */
  number?: string;
};

/** What a change may get in the way of, and what may get in its way. */
export interface Surroundings {
  /** Other changes, at least those whose window overlaps; the change itself may be among them. */
  others: readonly CalendarChange[];
  /** Freezes and maintenance windows that are not withdrawn. */
  rules: readonly ScheduleRule[];
  graph: Pick<CmdbGraph, 'item' | 'impactOf' | 'dependenciesOf'>;
  /** {@link defaultConflictDepth} unless told; 0 looks at the items themselves only. */
  maxDepth?: number;
}
