import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  AreaAnswer,
  AreaProblems,
  ScorecardAnswer,
  ScorecardCheck,
  SkeletonRows,
  TitledCard,
  useScorecard,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiIndeterminateCircleLine,
} from '@remixicon/react';
import { governanceDashboardTranslationRef } from '../translation';
import styles from './Dashboard.module.css';

const icons: Record<ScorecardAnswer['state'], typeof RiCheckboxCircleLine> = {
  met: RiCheckboxCircleLine,
  unmet: RiCloseCircleLine,
  exempt: RiIndeterminateCircleLine,
};

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
  const Icon = icons[state];
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
