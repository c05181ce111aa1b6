import { Container } from '@backstage/ui';
import {
  AreaProblems,
  AsyncContent,
  FilterRow,
  FilterSelect,
  PageTitle,
  shortName,
  useFiltersInAddress,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useCallback } from 'react';
import { governanceDashboardTranslationRef } from '../../translation';
import styles from '../Dashboard.module.css';
import { FailingChecks } from './FailingChecks';
import { failsAny, fits, scorecardFilterAddress } from './scorecardFilters';
import { failingMost, ServiceScore } from './scores';
import { ServiceList } from './ServiceList';
import { useScores } from './useScores';

/** Every service with its scorecard, the worst first, and what fails most among them. */
export function ScorecardsPage() {
  const { t } = useTexts(governanceDashboardTranslationRef);
  const page = useFiltersInAddress(scorecardFilterAddress);
  const { filters, setFilters } = page;
  const { services, checks, answers } = useScores();
  const onSearch = useCallback((q: string) => setFilters({ q }), [setFilters]);
  const choicesOf = (
    chosen: readonly string[],
    of: (score: ServiceScore) => string | undefined,
  ) =>
    [
      ...new Set([
        ...(services.data ?? []).flatMap(s => of(s) ?? []),
        ...chosen,
      ]),
    ]
      .map(id => ({ id, label: shortName(id) }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return (
    <Container>
      <PageTitle title={t('scorecards.title')} />
      <div className={styles.page}>
        <FilterRow
          search={{
            label: t('scorecards.search'),
            placeholder: t('scorecards.searchPlaceholder'),
            value: filters.q,
            onChange: onSearch,
          }}
          isFiltered={page.search !== ''}
          onClear={page.clear}
        >
          <FilterSelect
            label={t('scorecards.team')}
            options={choicesOf(filters.team, ({ owner }) => owner)}
            value={filters.team}
            onChange={team => setFilters({ team })}
          />
          <FilterSelect
            label={t('scorecards.system')}
            options={choicesOf(filters.system, ({ system }) => system)}
            value={filters.system}
            onChange={system => setFilters({ system })}
          />
          <FilterSelect
            label={t('scorecards.fails')}
            options={checks.map(({ id, title }) => ({ id, label: title }))}
            value={filters.fails}
            onChange={fails => setFilters({ fails })}
          />
        </FilterRow>
        <AreaProblems answers={answers} />
        <AsyncContent what={t('scorecards.what')} rows={10} result={services}>
          {scores => {
            const among = scores.filter(score => fits(score, filters));
            return (
              <>
                <FailingChecks
                  counts={failingMost(checks, among)}
                  chosen={filters.fails}
                  onChoose={fails => setFilters({ fails })}
                />
                <ServiceList
                  key={page.search}
                  scores={among.filter(score => failsAny(score, filters.fails))}
                  isFiltered={page.search !== ''}
                />
              </>
            );
          }}
        </AsyncContent>
      </div>
    </Container>
  );
}
