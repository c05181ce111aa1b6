import { Area } from './Area';
import { changeManagement } from './change-management';

/** Every area of the command line. */
export const areas: readonly Area[] = [changeManagement];
