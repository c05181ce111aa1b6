import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { TimelineSource } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../api';
import { RiskBadge, StateBadge } from '../components/badges';
import { RowMarks } from '../components/ListPage/RowMarks';
import { AllChangesText } from './AllChangesText';
import { changeMarks } from './marks';
import { pathsOf } from './pathsOf';

/** More than these nobody tells apart on a lane. */
const MOST = 100;

/** The changes of an entity that something happened to lately. */
export const loadTimeline: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis
    .get(changeManagementApiRef)!
    .listChanges(
      { item: [entityRef], sort: 'updated', limit: MOST },
      { signal },
    );
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
    marks: changeMarks(items, paths),
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
