import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { z } from 'zod';

/** The name of a source, as definitions refer to it. */
export const sourceNameSchema = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name');

/** An address that is asked over HTTP. */
export const sourceUrlSchema = z.url({
  protocol: /^https?$/,
  error: 'must be an http or https address',
});

/** A duration as configuration writes it, within bounds; all in milliseconds. */
export function sourceDuration(least: number, most: number, usual: number) {
  return z
    .strictObject({
      seconds: z.number().optional(),
      minutes: z.number().optional(),
      hours: z.number().optional(),
    })
    .transform(given => durationToMilliseconds(given as HumanDuration))
    .refine(ms => ms >= least && ms <= most, {
      error: `must be from ${least / 1000} s to ${most / 1000} s`,
    })
    .default(usual);
}

/** How long a source keeps what it measures, in milliseconds; absent where nobody says. */
export const sourceRetention = z
  .strictObject({
    hours: z.number().optional(),
    days: z.number().optional(),
  })
  .transform(given => durationToMilliseconds(given as HumanDuration))
  .refine(ms => ms >= 3_600_000, { error: 'must be an hour at least' })
  .optional();

/** A list of sources, each with a name of its own. */
export function sourceList<T extends z.ZodType<{ name: string }>>(source: T) {
  return z
    .array(source)
    .refine(all => new Set(all.map(({ name }) => name)).size === all.length, {
      error: 'names must be unique',
    });
}
