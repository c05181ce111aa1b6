import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, Row, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import {
  EntityLink,
  percent,
  RecordCell,
  RecordTable,
} from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';

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
        </TableHeader>
        <TableBody items={objectives} dependencies={[isStale]}>
          {objective => (
            <Row
              id={objective.id}
              textValue={objective.title}
              href={objectiveLink?.({ id: objective.id })}
            >
              <RecordCell name={objective.id}>
                {objective.title}{' '}
                {objective.component && (
                  <EntityLink entityRef={objective.component} />
                )}
              </RecordCell>
              <RecordCell name={objective.id}>
                <StateBadge state={objective.state} />
              </RecordCell>
              <RecordCell name={objective.id}>
                {objective.budgetLeft === undefined
                  ? '—'
                  : percent(objective.budgetLeft)}
              </RecordCell>
              <RecordCell name={objective.id}>
                {objective.burnRate === undefined
                  ? '—'
                  : objective.burnRate.toFixed(2)}
              </RecordCell>
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </RecordTable>
  );
}
