import { z } from 'zod';

/** Median and 90th percentile of times in seconds, by nearest rank. */
export const durations = z.object({
  n: z.int(),
  median: z.number().optional(),
  p90: z.number().optional(),
});
/** So many of so many. */
export const rate = z.object({
  n: z.int(),
  count: z.int(),
  rate: z.number().optional(),
});
/** The same, and of how many records it is known. */
export const covered = durations.extend({ of: z.int() });

/** The figures over some incidents. Times in seconds. */
export const sliceSchema = z.object({
  incidents: z.int(),
  detect: covered,
  acknowledge: covered,
  mitigate: covered,
  restore: covered,
  resolve: covered,
  betweenFailures: z.object({
    failures: z.int(),
    operatingSeconds: z.number(),
    services: z.int(),
    seconds: z.number().optional(),
  }),
});

/** The five figures of DORA. Times in seconds. */
export const deliverySchema = z.object({
  deployments: z.int(),
  frequency: z.object({
    perDay: z.number(),
    n: z.int(),
    days: z.number(),
  }),
  leadTime: covered,
  changeFailRate: rate,
  recoveryTime: covered,
  reworkRate: rate,
});

/** What figures mean and leave out. */
export const definitions = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    definition: z.string(),
    exclusions: z.string(),
  }),
);
