import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, Row, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import { RecordCell, RecordTable } from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';
import { BudgetLeft, BurnNow, ExhaustedIn, Sparkline } from '../figures';
import { AboutObjective } from './AboutObjective';
import styles from './Overview.module.css';

/** By which the keys of a list tell its rows from its columns. */
export const ROW_KEY = 'slo:';

/** Dense rows with a header that stays in sight; what a row cannot show stays in its cell. */
export function ObjectivesTable(props: {
  objectives: ObjectiveSummary[];
  isStale: boolean;
}) {
  const { objectives, isStale } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const objectiveLink = useRouteRef(objectiveRouteRef);
  return (
    <RecordTable>
      <TableRoot aria-label={t('overview.title')} stale={isStale}>
        <TableHeader>
          <Column id="objective" isRowHeader>
            {t('overview.column.objective')}
          </Column>
          <Column id="state">{t('overview.column.state')}</Column>
          <Column id="left">{t('overview.column.left')}</Column>
          <Column id="burn">{t('overview.column.burn')}</Column>
          <Column id="exhausted">{t('overview.column.exhausted')}</Column>
          <Column id="trend" className={styles.wider}>
            {t('overview.column.trend')}
          </Column>
        </TableHeader>
        <TableBody items={objectives} dependencies={[isStale]}>
          {objective => (
            <Row
              id={`${ROW_KEY}${objective.id}`}
              textValue={objective.title}
              href={objectiveLink?.({ id: objective.id })}
            >
              <RecordCell name={objective.id}>
                <span className={styles.title}>{objective.title}</span>
                <AboutObjective objective={objective} />
              </RecordCell>
              <RecordCell name={objective.id}>
                <StateBadge state={objective.state} />
              </RecordCell>
              <RecordCell name={objective.id}>
                <BudgetLeft objective={objective} />
              </RecordCell>
              <RecordCell name={objective.id}>
                <BurnNow burning={objective.burning} />
              </RecordCell>
              <RecordCell name={objective.id}>
                <ExhaustedIn objective={objective} />
              </RecordCell>
              <RecordCell name={objective.id} className={styles.wider}>
                <Sparkline trend={objective.trend ?? []} />
              </RecordCell>
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </RecordTable>
  );
}
