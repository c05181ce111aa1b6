import { MarkSource } from '@countersign/plugin-governance-react';
import { serviceLevelsApiRef } from '../api';
import { pathsOf } from './pathsOf';

/** A chart holds no more of them. */
const MOST = 100;

/** When the alerts of an entity fired within a time, each until it was over. */
export const loadAlertMarks: MarkSource['load'] = async ({
  apis,
  signal,
  entityRef,
  from,
  to,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis.get(serviceLevelsApiRef)!.listAlerts(
    {
      component: [entityRef],
      state: ['firing', 'resolved'],
      limit: MOST,
    },
    { signal },
  );
  return items
    .map(({ number, title, firedAt, pendingSince, resolvedAt }) => ({
      ...{ id: number, record: number, title, href: paths.alert(number) },
      at: firedAt ?? pendingSince,
      ...(resolvedAt && { end: resolvedAt }),
    }))
    .filter(({ at, end }) => at <= to && (end ?? to) >= from);
};
