import { z } from 'zod';
import { instant } from './shared';

export const listFaultsQuerySchema = z
  .strictObject({
    /** Entity reference. */
    component: z.string().min(1).max(300),
    from: instant,
    to: instant,
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'must be after from',
  });
export type ListFaults = z.input<typeof listFaultsQuerySchema>;

/** A fault that a component said was switched on in it. */
export const faultSchema = z.object({
  id: z.string(),
  /** What kind it was. */
  fault: z.string(),
  /** When it was first seen to be on, and when it was seen to be off; absent while it is on. */
  from: instant,
  to: instant.optional(),
});
export type Fault = z.infer<typeof faultSchema>;

export const faultListSchema = z.object({ items: z.array(faultSchema) });
export type FaultList = z.infer<typeof faultListSchema>;
