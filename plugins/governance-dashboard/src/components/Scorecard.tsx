import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  AreaAnswer,
  AreaProblems,
  ScorecardAnswer,
  ScorecardCheck,
  scorecardChecksIn,
  SkeletonRows,
  TitledCard,
  useScorecard,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import { governanceDashboardTranslationRef } from '../translation';
import { checkIcons } from './checkIcons';
import styles from './Dashboard.module.css';

/** The card of an entity, with the checks that the portal is configured to have; without any there is none. */
export function ScorecardCard() {
  const checks = scorecardChecksIn(useApiHolder());
  return checks.length > 0 ? <Scorecard checks={checks} /> : null;
}

/** "Is it well kept?": each check with what was found, and what is to be done about it. */
export function Scorecard(props: { checks: readonly ScorecardCheck[] }) {
  const { t } = useTexts(governanceDashboardTranslationRef);
  return (
    <TitledCard title={t('scorecard.title')}>
      <WhenVisible
        placeholder={
          <SkeletonRows rows={4} height={32} what={t('scorecard.what')} />
        }
      >
        <Checks checks={props.checks} />
      </WhenVisible>
    </TitledCard>
  );
}

function Checks({ checks }: { checks: readonly ScorecardCheck[] }) {
  const { t } = useTexts(governanceDashboardTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const answers = useScorecard(checks, entity, entityRef);
  const known = answers.flatMap(({ data }) =>
    data && data.state !== 'exempt' ? [data] : [],
  );
  const met = known.filter(({ state }) => state === 'met').length;
  return (
    <>
      {known.length > 0 && (
        <p className={styles.score}>
          {t('scorecard.met', {
            met: String(met),
            of: String(known.length),
          })}
        </p>
      )}
      <AreaProblems answers={answers} />
      <ul className={styles.checks} aria-label={t('scorecard.title')}>
        {checks.map((check, i) => (
          <Check key={check.id} check={check} answer={answers[i]} />
        ))}
      </ul>
    </>
  );
}

/** One check; one that is not answered is on the line of what failed. */
function Check(props: {
  check: ScorecardCheck;
  answer: AreaAnswer<ScorecardAnswer>;
}) {
  const { check, answer } = props;
  const { t } = useTexts(governanceDashboardTranslationRef);
  if (answer.isPending) {
    return (
      <li>
        <SkeletonRows rows={1} height={24} what={check.title} />
      </li>
    );
  }
  if (!answer.data) return null;
  const { state, detail, next } = answer.data;
  const Icon = checkIcons[state];
  return (
    <li data-state={state}>
      <Icon size={18} aria-hidden />
      <div>
        <strong>
          {check.title}: {t(`scorecard.state.${state}`)}
        </strong>
        <div className={styles.detail}>{detail}</div>
        {next && (
          <div>
            {next.href ? <Link href={next.href}>{next.text}</Link> : next.text}
          </div>
        )}
      </div>
    </li>
  );
}
