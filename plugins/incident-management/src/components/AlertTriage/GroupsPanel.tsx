import {
  AsyncContent,
  AsyncData,
  Panel,
  RowBoundary,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  AlertGroup,
  AlertGroupPage,
} from '@countersign/plugin-incident-management-common';
import { ReactNode } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';
import rowStyles from './rows.module.css';

/** Groups of alerts that wait for the same; nothing where none does. */
export function GroupsPanel(props: {
  titleOf(total: string): string;
  /** Of the list. */
  label: string;
  lead?: ReactNode;
  groups: AsyncData<AlertGroupPage>;
  /** Those that belong here. */
  isOne(group: AlertGroup): boolean;
  children(group: AlertGroup): ReactNode;
}) {
  const { titleOf, label, lead, groups, isOne, children } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const found = groups.data?.items.filter(isOne) ?? [];
  if (!groups.error && found.length === 0) return null;
  return (
    <Panel title={titleOf(String(found.length))}>
      {typeof lead === 'string' ? <p className={styles.lead}>{lead}</p> : lead}
      <AsyncContent what={t('alerts.what')} rows={2} result={groups}>
        {({ nextCursor }) => (
          <>
            <ul className={rowStyles.rows} aria-label={label}>
              {found.map(group => (
                <li key={group.id}>
                  <RowBoundary name={group.title}>
                    {children(group)}
                  </RowBoundary>
                </li>
              ))}
            </ul>
            {nextCursor && (
              <p className={styles.quiet}>{t('alerts.onlyNewest')}</p>
            )}
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}
