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
  const inAddress = useMemo(
    () => [queryParameters.scorecard ?? []].flat(),
    [queryParameters.scorecard],
  );
  const [choices, setChoices] = useState(inAddress);
  // A link to the list may be followed from the list itself.
  useEffect(() => {
    if (inAddress.length) setChoices(inAddress);
  }, [inAddress]);
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
  // What is not known of a service it may fail.
  const isAllKnown = answers.every(answer => answer.data !== undefined);
  const fitting = useMemo(() => {
    const certain = isAllKnown
      ? choices
      : choices.filter(choice => choice !== complete);
    return data?.filter(score => isChosen(score, certain));
  }, [data, choices, isAllKnown]);
  const wanted = useMemo(
    () => new CatalogScorecardFilter(choices, fitting),
    [choices, fitting],
  );
  const [filter, setFilter] = useState(wanted);
  // Each filter that is set takes the reader to the first page: not one that lists the same.
  if (filter.key !== wanted.key) setFilter(wanted);
  useEffect(
    () => updateFilters({ scorecard: filter }),
    [filter, updateFilters],
  );
  useEffect(
    () => () => updateFilters({ scorecard: undefined }),
    [updateFilters],
  );
  const asksForComplete = choices.includes(complete);
  const named = checksNamed(choices);
  const fails = checks
    .map(({ id }) => id)
    .filter(id => choices.includes(incomplete) || named.includes(id));
  return (
    <div className={styles.picked}>
      {services.isPending && <p role="status">{t('catalog.asking')}</p>}
      {services.error && (
        <p role="alert">
          {t('catalog.failed', { reason: services.error.message })}
        </p>
      )}
      <AreaProblems answers={answers} />
      {fitting && asksForComplete && !isAllKnown && (
        <p role="status">{t('catalog.unknown')}</p>
      )}
      {fitting && fitting.length > MOST_NAMED && (
        <p role="status">
          {t(
            choices.every(choice => choice === complete)
              ? 'catalog.some'
              : 'catalog.most',
            {
              most: String(MOST_NAMED),
              all: String(fitting.length),
            },
          )}{' '}
          {/* That page has no filter for those that meet every check. */}
          {scorecardsPath && !asksForComplete && (
            <Link href={`${scorecardsPath()}${queryString({ fails })}`}>
              {t('catalog.all')}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}
