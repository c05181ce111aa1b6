import { z } from 'zod';
import { instant } from './shared';

export const sourceListSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      heardAt: instant.optional(),
      /** Why nothing is heard; absent where all is well. */
      trouble: z.string().optional(),
      failures: z.number(),
      objectives: z.number(),
    }),
  ),
});
