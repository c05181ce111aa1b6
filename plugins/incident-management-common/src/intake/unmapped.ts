import { GroupVerdict, IntakePolicy } from './groups';

/**
 * Whether somebody is told of a group that leads to no entity, and so to no incident: once it would have opened one, and again
 * only when it fires anew so long after that another incident would have been opened.
 *
 * @param toldAt - When somebody was told of it last; milliseconds since 1970.
 */
export function tellsOfUnmapped(
  verdict: GroupVerdict,
  toldAt: number | undefined,
  { reopenWindowMs }: Pick<IntakePolicy, 'reopenWindowMs'>,
): boolean {
  if (verdict.want !== 'open') return false;
  return toldAt === undefined || verdict.startedAt - toldAt > reopenWindowMs;
}
