import { Area } from './Area';
import { changeManagement } from './change-management';
import { incidentManagement } from './incident-management';
import { serviceLevels } from './service-levels';

/** Every area of the command line. */
export const areas: readonly Area[] = [
  changeManagement,
  serviceLevels,
  incidentManagement,
];
