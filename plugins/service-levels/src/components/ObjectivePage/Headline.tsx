import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  Panel,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  budgetOf,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { RiCalculatorLine } from '@remixicon/react';
import { explanationRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import {
  BudgetBar,
  BudgetWords,
  countText,
  exactSpan,
  failureAllowed,
  leftOf,
  rateText,
  shareText,
  windowName,
} from '../figures';
import { Corrected } from './Corrected';
import styles from './ObjectivePage.module.css';

/** What is left of the budget, what that means in time and events, and how long it lasts. */
export function Headline({ objective }: { objective: ObjectiveDetail }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const explanation = useRouteRef(explanationRouteRef)?.({ id: objective.id });
  const left = leftOf(objective);
  const { measured = 0, corrected } = objective;
  return (
    <Panel
      title={t('objective.headline.title')}
      aside={
        explanation && (
          <ButtonLink
            size="small"
            variant="tertiary"
            iconStart={<RiCalculatorLine />}
            href={explanation}
          >
            {t('objective.headline.explain')}
          </ButtonLink>
        )
      }
    >
      <div className={styles.headline}>
        <span className={styles.figure}>
          <BudgetWords left={left} />
        </span>
        <span className={styles.wide}>
          <BudgetBar left={left} />
        </span>
      </div>
      <p className={styles.meaning}>
        <Meaning objective={objective} left={left} />
      </p>
      <p className={styles.meaning}>
        <Outlook objective={objective} left={left} />
      </p>
      {left !== undefined && measured < 0.995 && (
        <p className={styles.quiet}>
          {t('objective.headline.measured', { share: shareText(measured) })}
        </p>
      )}
      {corrected && <Corrected objective={objective} corrected={corrected} />}
    </Panel>
  );
}

function Meaning(props: {
  objective: ObjectiveDetail;
  left: number | undefined;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { objective, left } = props;
  const { counts, measured, target } = objective;
  if (left === undefined || !counts || !measured) {
    return <>{t('objective.headline.none')}</>;
  }
  const allowed = failureAllowed(objective);
  const events = (counts.total / measured) * budgetOf(target).valueOf();
  const words = {
    time: exactSpan(allowed * Math.abs(left)),
    events: countText(Math.floor(events * Math.abs(left))),
    what: t('objective.headline.events'),
    allowed: exactSpan(allowed),
  };
  return (
    <>
      {left < 0
        ? t('objective.headline.overspent', words)
        : t('objective.headline.left', words)}
    </>
  );
}

function Outlook(props: {
  objective: ObjectiveDetail;
  left: number | undefined;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { objective, left } = props;
  const { burning, exhaustedIn } = objective;
  const now = burning
    ? t('objective.headline.now', {
        rate: rateText(burning.rate),
        window: windowName(burning.window),
      })
    : t('objective.headline.nothingNow');
  if (left === undefined) return <>{now}</>;
  if (left <= 0) return <>{`${now}: ${t('objective.headline.isSpent')}`}</>;
  return (
    <>
      {`${now}: `}
      {exhaustedIn === undefined
        ? t('objective.headline.lasts')
        : t('objective.headline.spentIn', { span: spanText(exhaustedIn) })}
    </>
  );
}
