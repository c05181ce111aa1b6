import { z } from 'zod';

/** A query parameter that may be given once, several times, or comma-separated. */
export const many = <T extends z.ZodType>(one: T) =>
  z.preprocess(
    value =>
      value === undefined
        ? undefined
        : (Array.isArray(value) ? value : [value]).flatMap(v =>
            String(v).split(',').filter(Boolean),
          ),
    z.array(one).max(50).optional(),
  );

/** A query parameter that is `true` (or there without a value), `false`, or absent. */
export const flag = z.preprocess(v => {
  if (v === 'true' || v === '') return true;
  return v === 'false' ? false : v;
}, z.boolean('must be true or false').optional());
