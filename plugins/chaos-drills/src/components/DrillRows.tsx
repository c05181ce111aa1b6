import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import {
  EntityLink,
  RecordRows,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { drillRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { targetColumns } from './targetColumns';
import { DetectionText, DrillBadge } from './looks';

/** Drills as rows, or as cards where the screen is narrow. */
export function DrillRows(props: { drills: Drill[]; isStale: boolean }) {
  const { drills, isStale } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const link = useRouteRef(drillRouteRef);
  return (
    <RecordRows
      label={t('list.title')}
      records={drills}
      isStale={isStale}
      hrefOf={number => link?.({ number })}
      card={drill => (
        <div className={styles.row}>
          <DrillBadge drill={drill} />
          <DetectionText drill={drill} />
          <EntityLink entityRef={drill.entity} />
          <RelativeTime instant={drill.updatedAt} />
        </div>
      )}
      columns={[
        {
          id: 'number',
          label: t('list.number'),
          cell: ({ number }) => <span className={styles.mono}>{number}</span>,
        },
        {
          id: 'drill',
          label: t('list.drill'),
          isRowHeader: true,
          cell: ({ title }) => title,
        },
        ...targetColumns<Drill>(t),
        {
          id: 'state',
          label: t('state.label'),
          cell: drill => <DrillBadge drill={drill} />,
        },
        {
          id: 'detection',
          label: t('list.detection'),
          cell: drill => <DetectionText drill={drill} />,
        },
        {
          id: 'updated',
          label: t('list.updated'),
          cell: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
        },
      ]}
    />
  );
}
