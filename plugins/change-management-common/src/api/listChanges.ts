import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  principalSchema,
  slugSchema,
  textSchema,
  flag,
  many,
  pageQuery,
} from '@countersign/plugin-governance-common';
import { changeStates, changeTypes, closeCodes, riskLevels } from '../model';
/** Moments of a change that a list can be narrowed to and sorted by; a change may not have reached one yet. */
export const changeMoments = [
  'created',
  'submitted',
  'approved',
  'closed',
] as const;
export type ChangeMoment = (typeof changeMoments)[number];

/** What may lie in a period: a moment of the change, or its planned window, which has to overlap it. */
export const changePeriods = [...changeMoments, 'window'] as const;
export type ChangePeriod = (typeof changePeriods)[number];

export const changeSorts = [
  'updated',
  'created',
  'window',
  'risk',
  'submitted',
  'approved',
  'closed',
] as const;

/**
 * Counting the changes that match a list stops here, after which the count is `capped`: an exact count of a million
 * helps nobody and costs everybody. It goes on longest for a period, whose counts stand beside those of the metrics, and
 * stops earliest for words, where nobody reads so far.
 */
export const listCountCaps = {
  period: 10_000,
  usual: 1_000,
  words: 100,
} as const;

/** Which changes, and in which order. */
const filters = z.strictObject({
  state: many(z.enum(changeStates)),
  type: many(z.enum(changeTypes)),
  risk: many(z.enum(riskLevels)),
  environment: many(slugSchema),
  item: many(entityRefSchema),
  team: many(entityRefSchema),
  requester: many(principalSchema),
  implementer: many(entityRefSchema),
  closeCode: many(z.enum(closeCodes)),
  /** Changes on which the caller could give an approval now. */
  awaitingMyApproval: flag,
  /** Changes that an approver wants changed before they go ahead. */
  changesRequested: flag,
  /** Emergency changes past their approval time. */
  overdue: flag,
  onHold: flag,
  /** Demo data only, or none of it. */
  demo: flag,
  /** Words of number, title and description, each of which may be the beginning of one. */
  q: textSchema.max(200).optional(),
  /** Periods are half open: `From` belongs to one, `To` does not. */
  createdFrom: instantSchema.optional(),
  createdTo: instantSchema.optional(),
  submittedFrom: instantSchema.optional(),
  submittedTo: instantSchema.optional(),
  approvedFrom: instantSchema.optional(),
  approvedTo: instantSchema.optional(),
  closedFrom: instantSchema.optional(),
  closedTo: instantSchema.optional(),
  /** The planned window overlaps from…to. */
  windowFrom: instantSchema.optional(),
  windowTo: instantSchema.optional(),
  /**
   * By `submitted`, `approved` or `closed`, only changes that were are listed. Unless told, what happened in a period
   * is in the order in which it happened, and any other list by the last update.
   */
  sort: z.enum(changeSorts).optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
});
type Filters = z.output<typeof filters>;

function checkPeriods(query: Filters, context: z.RefinementCtx): void {
  for (const period of changePeriods) {
    const from = query[`${period}From`];
    const to = query[`${period}To`];
    if (from !== undefined && to !== undefined && from >= to) {
      context.addIssue({
        code: 'custom',
        path: [`${period}To`],
        message: `must be after ${period}From`,
      });
    }
  }
}

const withSort = <T extends Filters>(query: T) => ({
  ...query,
  sort: query.sort ?? usualSort(query),
});

export const listChangesQuerySchema = filters
  .extend(pageQuery)
  .superRefine(checkPeriods)
  .transform(withSort);
export type ListChangesQuery = z.input<typeof listChangesQuerySchema>;

/** So many changes fit in one export; more are refused rather than cut off. */
export const MOST_EXPORTED = 50_000;

/** Everything that matches, in the order of the list: there are no pages. */
export const exportChangesQuerySchema = filters
  .superRefine(checkPeriods)
  .transform(withSort);
export type ExportChangesQuery = z.input<typeof exportChangesQuerySchema>;

/** The order of a list that is not told one. */
export function usualSort(
  query: Partial<Record<`${ChangeMoment}From` | `${ChangeMoment}To`, string>>,
): ChangeMoment | 'updated' {
  return (
    changeMoments.find(
      moment => query[`${moment}From`] ?? query[`${moment}To`],
    ) ?? 'updated'
  );
}
