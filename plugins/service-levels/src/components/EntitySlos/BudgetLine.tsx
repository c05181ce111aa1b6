import {
  TranslationFunction,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { AsyncContent, spanText } from '@countersign/plugin-governance-react';
import {
  ObjectiveState,
  ObjectiveSummary,
} from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiBatteryLowLine,
  RiCheckLine,
  RiFireLine,
  RiQuestionLine,
} from '@remixicon/react';
import { shareText } from '../../figures';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './EntitySlos.module.css';
import { useComponentSlos } from './useComponentSlos';

type Answer = 'yes' | 'warn' | 'no' | 'maybe';

const icons: Record<Answer, RemixiconComponentType> = {
  yes: RiCheckLine,
  warn: RiFireLine,
  no: RiBatteryLowLine,
  maybe: RiQuestionLine,
};

const answers: Record<ObjectiveState, Answer> = {
  exhausted: 'no',
  burning: 'warn',
  inconsistent: 'maybe',
  'no-data': 'maybe',
  'insufficient-evidence': 'maybe',
  ok: 'yes',
};

/**
 * What the error budgets say to "Can I deploy now?": the worst of them, as a fact. What follows from it is the policy's to
 * say, in the line of the gate that asks it.
 */
export function BudgetLine({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const slos = useComponentSlos(entityRef);
  return (
    <AsyncContent what={t('entity.health.what')} rows={1} result={slos}>
      {({ items }) =>
        items.length > 0 ? (
          <Fact objectives={items} />
        ) : (
          <span className={styles.quiet}>{t('entity.deploy.none')}</span>
        )
      }
    </AsyncContent>
  );
}

function Fact(props: { objectives: readonly ObjectiveSummary[] }) {
  const { objectives } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const [worst] = objectives;
  const answer = answers[worst.state];
  const Icon = icons[answer];
  const href = useRouteRef(objectiveRouteRef)?.({ id: worst.id });
  const others =
    worst.state === 'ok'
      ? 0
      : objectives.filter(each => each.state === worst.state).length - 1;
  return (
    <div className={styles.answer}>
      <Icon
        size={28}
        className={styles[answer]}
        role="img"
        aria-label={t(`entity.deploy.${answer}`)}
      />
      <span>
        {t('entity.deploy.title')}: <Link href={href}>{factOf(worst, t)}</Link>{' '}
        {others > 0 && t('entity.deploy.others', { count: others })}
      </span>
    </div>
  );
}

function factOf(
  { state, title, budgetLeft, exhaustedIn }: ObjectiveSummary,
  t: TranslationFunction<typeof serviceLevelsTranslationRef.T>,
): string {
  const share = shareText(Math.max(0, budgetLeft ?? 0));
  switch (state) {
    case 'exhausted':
      return t('entity.deploy.exhausted', { title });
    case 'burning':
      return exhaustedIn
        ? t('entity.deploy.burningFor', {
            title,
            share,
            span: spanText(exhaustedIn),
          })
        : t('entity.deploy.burning', { title, share });
    case 'ok':
      return budgetLeft === undefined
        ? t('entity.deploy.holdsUnknown')
        : t('entity.deploy.holds', { title, share });
    case 'insufficient-evidence':
      return t('entity.deploy.unsure', { title });
    default:
      return t('entity.deploy.unknown', { title });
  }
}
