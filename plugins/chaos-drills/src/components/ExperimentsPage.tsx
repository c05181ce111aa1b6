import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { ExperimentView } from '@countersign/plugin-chaos-drills-common';
import {
  AsyncContent,
  deniedPage,
  EmptyState,
  EntityLink,
  FilterRow,
  listFilterAddress,
  NotForYou,
  PageTitle,
  RecordRows,
  ToneBadge,
  useAsyncData,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
} from '@remixicon/react';
import { chaosDrillsApiRef } from '../api';
import { experimentRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { targetColumns } from './targetColumns';

const address = listFilterAddress<{ entity: string }>({ entity: 'any' });

/** Every experiment: what it drills, and whether it can be. */
export function ExperimentsPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const experiments = useAsyncData(
    'experiments',
    signal => api.listExperiments({ signal }),
    { refetchOnFocus: true },
  );
  const { filters, setFilters, clear, search } = useFiltersInAddress(address);
  const words = filters.q.toLocaleLowerCase('en-US');
  const denied = deniedPage(experiments);
  if (denied !== undefined) {
    return <NotForYou page={t('area.experiments')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('area.experiments')} />
      <FilterRow
        search={{
          label: t('experiment.search'),
          placeholder: t('experiment.searchPlaceholder'),
          value: filters.q,
          onChange: q => setFilters({ q }),
        }}
        isFiltered={search !== ''}
        onClear={clear}
      />
      <AsyncContent what={t('experiment.what')} rows={6} result={experiments}>
        {({ items }) => {
          const shown = items.filter(
            ({ name, title, entity = '', scenario = '' }) =>
              (filters.entity.length === 0 ||
                filters.entity.includes(entity)) &&
              [name, title, entity, scenario].some(text =>
                text.toLocaleLowerCase('en-US').includes(words),
              ),
          );
          if (items.length === 0) {
            return (
              <EmptyState
                title={t('experiment.empty')}
                description={t('experiment.emptyDetail')}
              />
            );
          }
          return shown.length === 0 ? (
            <EmptyState title={t('experiment.filtered')} />
          ) : (
            <ExperimentRows experiments={shown} />
          );
        }}
      </AsyncContent>
    </Container>
  );
}

function ExperimentRows(props: { experiments: readonly ExperimentView[] }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const link = useRouteRef(experimentRouteRef);
  return (
    <RecordRows
      label={t('area.experiments')}
      records={props.experiments.map(experiment => ({
        ...experiment,
        number: experiment.name,
      }))}
      isStale={false}
      hrefOf={name => link?.({ name })}
      card={experiment => (
        <div className={styles.row}>
          <ProblemsBadge experiment={experiment} />
          {experiment.entity && <EntityLink entityRef={experiment.entity} />}
          {experiment.scenario}
        </div>
      )}
      columns={[
        {
          id: 'name',
          label: t('experiment.name'),
          cell: ({ name }) => <span className={styles.mono}>{name}</span>,
        },
        {
          id: 'title',
          label: t('experiment.title'),
          isRowHeader: true,
          cell: ({ title }) => title,
        },
        ...targetColumns<ExperimentView & { number: string }>(t),
        {
          id: 'problems',
          label: t('state.label'),
          cell: experiment => <ProblemsBadge experiment={experiment} />,
        },
      ]}
    />
  );
}

/** Whether an experiment can be drilled, and whether its file could be better. */
export function ProblemsBadge(props: {
  experiment: Pick<ExperimentView, 'problems' | 'entity'>;
}) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { problems, entity } = props.experiment;
  const isBroken = problems.some(({ severity }) => severity === 'error');
  if (isBroken || entity === undefined) {
    return (
      <ToneBadge tone="danger" icon={RiCloseCircleLine}>
        {t('experiment.broken')}
      </ToneBadge>
    );
  }
  return problems.length > 0 ? (
    <ToneBadge tone="warning" icon={RiErrorWarningLine}>
      {t('experiment.warnings', { count: problems.length })}
    </ToneBadge>
  ) : (
    <ToneBadge tone="success" icon={RiCheckLine}>
      {t('experiment.ready')}
    </ToneBadge>
  );
}
