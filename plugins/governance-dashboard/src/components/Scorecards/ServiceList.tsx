import { Button, Link } from '@backstage/ui';
import {
  EmptyState,
  EntityLink,
  RowBoundary,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { governanceDashboardTranslationRef } from '../../translation';
import { checkIcons } from '../checkIcons';
import { CheckResult, failuresOf, ServiceScore } from './scores';
import styles from './Scorecards.module.css';

/** A browser shows so many at once. */
const TOGETHER = 50;

/** Services with what they fail and what is to be done about it. */
export function ServiceList(props: {
  scores: readonly ServiceScore[];
  isFiltered: boolean;
}) {
  const { scores, isFiltered } = props;
  const { t } = useTexts(governanceDashboardTranslationRef);
  const [shown, setShown] = useState(TOGETHER);
  if (scores.length === 0) {
    return (
      <EmptyState
        title={t(
          isFiltered ? 'scorecards.empty.filtered' : 'scorecards.empty.title',
        )}
        description={t(
          isFiltered
            ? 'scorecards.empty.filteredDetail'
            : 'scorecards.empty.description',
        )}
      />
    );
  }
  return (
    <>
      <p className={styles.lead}>
        <strong role="status">
          {t('scorecards.count', { count: scores.length })}
        </strong>{' '}
        {t('scorecards.lead')}
      </p>
      <ul className={styles.services} aria-label={t('scorecards.label')}>
        {scores.slice(0, shown).map(score => (
          <li key={score.entityRef}>
            <RowBoundary name={score.entityRef}>
              <Service score={score} />
            </RowBoundary>
          </li>
        ))}
      </ul>
      {scores.length > shown && (
        <Button variant="secondary" onPress={() => setShown(shown + TOGETHER)}>
          {t('scorecards.more')}
        </Button>
      )}
    </>
  );
}

function Service({ score }: { score: ServiceScore }) {
  const { entityRef, title, owner, system, met, of } = score;
  const { t } = useTexts(governanceDashboardTranslationRef);
  const failures = failuresOf(score);
  return (
    <>
      <div className={styles.service}>
        <EntityLink entityRef={entityRef} title={title} />
        <span className={styles.quiet}>
          {owner && <EntityLink entityRef={owner} hideIcon />}
          {owner && system && ' · '}
          {system && <EntityLink entityRef={system} hideIcon />}
        </span>
      </div>
      <span className={styles.score}>
        {of === 0
          ? t('scorecards.nothingAsked')
          : t('scorecards.met', { met: String(met), of: String(of) })}
        {of > 0 && failures.length === 0 && (
          <span className={styles.quiet}> {t('scorecards.all')}</span>
        )}
      </span>
      {failures.length > 0 && (
        <ul className={styles.failures}>
          {failures.map(failure => (
            <Failure key={failure.check.id} failure={failure} />
          ))}
        </ul>
      )}
    </>
  );
}

function Failure({ failure }: { failure: CheckResult }) {
  const { check, state, detail, next } = failure;
  const { t } = useTexts(governanceDashboardTranslationRef);
  const Icon = checkIcons[state];
  return (
    <li>
      <Icon size={16} aria-hidden />
      <span>
        <span title={detail}>
          {check.title}: {t(`scorecard.state.${state}`)}
        </span>
        {next && (
          <>
            {' · '}
            {next.href ? <Link href={next.href}>{next.text}</Link> : next.text}
          </>
        )}
      </span>
    </li>
  );
}
