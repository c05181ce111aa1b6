import { z } from 'zod';
import { correctionKinds } from './model';

const span = z.strictObject({ start: z.string(), end: z.string() });

const seenChange = z.strictObject({
  number: z.string(),
  window: span.optional(),
  approvedAt: z.string().optional(),
  canceled: z.boolean(),
  hands: z.array(z.string()).readonly(),
});

/** What somebody who acts has to do with the services that are corrected, as the portal knew it then. */
const involvement = {
  /** Owners of the objectives. */
  owners: z.array(z.string()),
  /** Those of them that the person is, or is a member of. */
  involved: z.array(z.string()),
};

/** The ledger entries of corrections. */
export const correctionEntrySchemas = {
  'correction.entered': z.strictObject({
    kind: z.enum(correctionKinds),
    reason: z.string(),
    objectives: z.array(z.string()),
    window: span,
    timeZone: z.string(),
    rrule: z.string().optional(),
    change: seenChange.optional(),
    /** What it was judged by; absent in entries of before it was kept. Times are in milliseconds. */
    limits: z
      .strictObject({
        back: z.number(),
        ahead: z.number(),
        longest: z.number(),
        share: z.number(),
        shareOutsideHours: z.number(),
      })
      .optional(),
    /** The length of the window of each of the objectives, in their order. */
    windows: z.array(z.number()).optional(),
    ...involvement,
  }),
  /** The change it relies on is other than it was seen last. */
  'correction.change-seen': seenChange,
  'correction.confirmed': z.strictObject({
    comment: z.string().optional(),
    ...involvement,
  }),
  'correction.withdrawn': z.strictObject({ reason: z.string() }),
};
