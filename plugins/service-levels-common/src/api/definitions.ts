import { z } from 'zod';

export const problemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.number(),
  document: z.string().optional(),
  path: z.string(),
  rule: z.string(),
  message: z.string(),
});
export const problemListSchema = z.object({ items: z.array(problemSchema) });
