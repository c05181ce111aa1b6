import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { TimelineSource } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../api';
import { RiskBadge, StateBadge } from '../components/badges';
import { RowMarks } from '../components/ListPage/RowMarks';
import { AllChangesText } from './AllChangesText';
import { pathsOf } from './pathsOf';

/** The changes of an entity that something happened to lately. */
export const loadTimeline: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
  limit,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis
    .get(changeManagementApiRef)!
    .listChanges({ item: [entityRef], sort: 'updated', limit }, { signal });
  const all = paths.list({ item: [entityRef] });
  return {
    entries: items.map(change => ({
      id: change.number,
      at: change.updatedAt,
      record: change.number,
      href: paths.change(change.number),
      title: change.title,
      state: <Badges change={change} />,
    })),
    more:
      all && items.length > 0
        ? { text: <AllChangesText />, href: all }
        : undefined,
  };
};

function Badges(props: { change: ChangeSummary }) {
  const { change } = props;
  return (
    <>
      <StateBadge state={change.state} /> <RiskBadge risk={change.risk} />{' '}
      <RowMarks change={change} />
    </>
  );
}
