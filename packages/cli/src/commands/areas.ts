import { Area } from './Area';
import { chaosDrills } from './chaos-drills';
import { changeManagement } from './change-management';
import { complianceEvidence } from './compliance-evidence';
import { governanceDashboard } from './governance-dashboard';
import { imports } from './imports';
import { serviceLevels } from './service-levels';

/** Every area with commands or files of its own; what `verify` knows of all areas is in knowledge.ts. */
export const areas: readonly Area[] = [
  changeManagement,
  serviceLevels,
  complianceEvidence,
  chaosDrills,
  governanceDashboard,
  imports,
];
