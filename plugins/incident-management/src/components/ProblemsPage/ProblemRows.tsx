import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ActorLink,
  EntityLinks,
  RecordRows,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Problem } from '@countersign/plugin-incident-management-common';
import { problemRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { ProblemBadges } from '../badges';
import styles from './ProblemsPage.module.css';

/** Problems as rows of a table, or as cards where the screen is narrow. */
export function ProblemRows(props: { problems: Problem[]; isStale: boolean }) {
  const { problems, isStale } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const link = useRouteRef(problemRouteRef);
  return (
    <RecordRows
      label={t('problems.title')}
      records={problems}
      isStale={isStale}
      hrefOf={number => link?.({ number })}
      card={problem => (
        <>
          <span className={styles.marks}>
            <ProblemBadges problem={problem} />
          </span>
          <EntityLinks entityRefs={problem.entities} />
          <span className={styles.about}>
            <span>
              {t('problems.incidents', { count: problem.incidents.length })}
            </span>
            <Owner problem={problem} />
            <RelativeTime instant={problem.updatedAt} />
          </span>
        </>
      )}
      columns={[
        {
          id: 'number',
          label: t('problems.column.number'),
          className: styles.number,
          cell: ({ number }) => number,
        },
        {
          id: 'problem',
          label: t('problems.column.problem'),
          isRowHeader: true,
          cell: ({ title, entities }) => (
            <>
              <span className={styles.title}>{title}</span>
              <span className={styles.about}>
                <EntityLinks entityRefs={entities} disableTooltip />
              </span>
            </>
          ),
        },
        {
          id: 'state',
          label: t('problems.column.state'),
          cell: problem => (
            <span className={styles.marks}>
              <ProblemBadges problem={problem} />
            </span>
          ),
        },
        {
          id: 'incidents',
          label: t('problems.column.incidents'),
          cell: ({ incidents }) => incidents.length,
        },
        {
          id: 'owner',
          label: t('problems.column.owner'),
          cell: problem => <Owner problem={problem} />,
        },
        {
          id: 'updated',
          label: t('problems.column.updated'),
          cell: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
        },
      ]}
    />
  );
}

/** Who sees to it; said where nobody does. */
function Owner({ problem: { owner } }: { problem: Problem }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  return owner ? <ActorLink actor={owner} /> : <>{t('problems.nobody')}</>;
}
