import { readSelector } from '../../series';
import { ANNOTATION_FAULTS } from '../entities';
import { OpenSlo } from '../schemas';
import { Place } from './Place';

/** Where an SLO says which faults are switched on in its service. What cannot be read keeps nobody from measuring. */
export function faultsOf(
  { metadata: { annotations = {} } }: OpenSlo<'SLO'>,
  at: Place,
): string | undefined {
  const selector = annotations[ANNOTATION_FAULTS];
  if (selector === undefined) return undefined;
  const found = readSelector(selector);
  if (typeof found !== 'string') return selector;
  at.warn(
    ['metadata', 'annotations', ANNOTATION_FAULTS],
    'faults-metric',
    `No selector of a gauge, and so no fault is marked. ${found}`,
  );
  return undefined;
}
