import { Walkthrough } from './Stage';
import { changes } from './changes/changes';

/** What is shown of each area, in the order in which it is told. */
export const areas: readonly Walkthrough[] = [changes];
