import { textSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { drillNumber } from '../drill/model';
import { occasionSchema } from './model';

/** The ledger entries of schedules. */
export const scheduleEntrySchemas = {
  'schedule.turned_on': z.object({}),
  'schedule.paused': z.object({ reason: textSchema.min(3).max(2000) }),
  /** A drill was planned for one of its windows. */
  'schedule.planned': occasionSchema.extend({ drill: drillNumber.schema }),
};
