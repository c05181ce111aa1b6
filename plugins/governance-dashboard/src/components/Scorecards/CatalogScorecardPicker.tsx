import { useApiHolder, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  CatalogAutocomplete,
  DefaultEntityFilters,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { queryString } from '@countersign/plugin-governance-common';
import {
  AreaProblems,
  ScorecardCheck,
  scorecardChecksIn,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useEffect, useMemo, useState } from 'react';
import { scorecardsRouteRef } from '../../routes';
import { governanceDashboardTranslationRef } from '../../translation';
import {
  CatalogScorecardFilter,
  checksNamed,
  complete,
  failing,
  incomplete,
  isChosen,
  MOST_NAMED,
} from './CatalogScorecardFilter';
import styles from './Scorecards.module.css';
import { tellsOfAll, useScores } from './useScores';

type Filters = DefaultEntityFilters & { scorecard?: CatalogScorecardFilter };

/** A filter of the catalog's list: components by how their scorecards stand. */
export function CatalogScorecardPicker() {
  const { t } = useTexts(governanceDashboardTranslationRef);
  const checks = scorecardChecksIn(useApiHolder()).filter(tellsOfAll);
  const { filters, queryParameters } = useEntityList<Filters>();
  const [choices, setChoices] = useState(() =>
    [queryParameters.scorecard ?? []].flat(),
  );
  // Others have no scorecard.
  const isOfServices =
    filters.kind?.value.toLocaleLowerCase('en-US') === 'component';
  if (checks.length === 0 || !isOfServices) return null;
  const titles = new Map([
    [incomplete, t('catalog.incomplete')],
    [complete, t('catalog.complete')],
    ...checks.map(
      check =>
        [failing(check), t('catalog.fails', { check: check.title })] as const,
    ),
  ]);
  return (
    <>
      <CatalogAutocomplete<string, true>
        multiple
        disableCloseOnSelect
        label={t('catalog.label')}
        name="scorecard-picker"
        options={[...titles.keys()]}
        getOptionLabel={choice => titles.get(choice) ?? choice}
        value={choices}
        onChange={(_, chosen) => setChoices(chosen)}
      />
      {/* Nothing is asked about services until somebody wants to know. */}
      {choices.length > 0 && <NarrowedTo choices={choices} checks={checks} />}
    </>
  );
}

/** Narrows the list as long as it is there, and says what the list cannot. */
function NarrowedTo(props: {
  choices: string[];
  checks: readonly ScorecardCheck[];
}) {
  const { choices, checks } = props;
  const { t } = useTexts(governanceDashboardTranslationRef);
  const { updateFilters } = useEntityList<Filters>();
  const scorecardsPath = useRouteRef(scorecardsRouteRef);
  const { services, answers } = useScores();
  const { data } = services;
  const fitting = useMemo(
    () => data?.filter(score => isChosen(score, choices)),
    [data, choices],
  );
  useEffect(
    () =>
      updateFilters({
        scorecard: new CatalogScorecardFilter(choices, fitting),
      }),
    [choices, fitting, updateFilters],
  );
  useEffect(
    () => () => updateFilters({ scorecard: undefined }),
    [updateFilters],
  );
  const named = checksNamed(choices);
  const fails = checks.flatMap(({ id }) => (named.includes(id) ? id : []));
  return (
    <div className={styles.picked}>
      {services.isPending && <p role="status">{t('catalog.asking')}</p>}
      {services.error && (
        <p role="alert">
          {t('catalog.failed', { reason: services.error.message })}
        </p>
      )}
      <AreaProblems answers={answers} />
      {fitting && fitting.length > MOST_NAMED && (
        <p role="status">
          {t('catalog.most', {
            most: String(MOST_NAMED),
            all: String(fitting.length),
          })}{' '}
          {scorecardsPath && (
            <Link href={`${scorecardsPath()}${queryString({ fails })}`}>
              {t('catalog.all')}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}
