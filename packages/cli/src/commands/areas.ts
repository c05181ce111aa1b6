import { Area } from './Area';
import { changeManagement } from './change-management';
import { complianceEvidence } from './compliance-evidence';
import { incidentManagement } from './incident-management';
import { serviceLevels } from './service-levels';

/** Every area of the command line. */
export const areas: readonly Area[] = [
  changeManagement,
  serviceLevels,
  incidentManagement,
  complianceEvidence,
];
