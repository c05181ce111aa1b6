import { z } from 'zod';

/** A point in time, as the API writes it. */
export const instant = z.iso.datetime();

/** What was counted; `bad` is part of `total`. */
export const counts = z.object({ bad: z.number(), total: z.number() });
