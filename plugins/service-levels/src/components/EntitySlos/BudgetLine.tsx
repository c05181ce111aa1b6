import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { ANNOTATION_ENVIRONMENT } from '@countersign/plugin-cmdb-common';
import {
  AsyncContent,
  SentenceText,
  spanText,
  Texts,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  ObjectiveState,
  ObjectiveSummary,
  verdictWords,
} from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiBatteryLowLine,
  RiCheckLine,
  RiFireLine,
  RiQuestionLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { leftOf, shareText } from '../figures';
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
  exhausted: 'warn',
  burning: 'warn',
  inconsistent: 'maybe',
  'no-data': 'maybe',
  'insufficient-evidence': 'maybe',
  ok: 'yes',
};

/**
 * What the error budgets say to "Can I deploy now?": what the policies demand of a change because of them, in the words
 * that the gate has too, and where they demand nothing, how the worst of them stands.
 */
export function BudgetLine({ entityRef }: { entityRef: string }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const slos = useComponentSlos(entityRef);
  const verdict = useBudgetVerdict(entityRef);
  return (
    <>
      <AsyncContent what={t('entity.deploy.what')} rows={1} result={verdict}>
        {({ allow, findings }) =>
          findings.length > 0 && (
            <Line answer={allow === 'reliability' ? 'no' : 'warn'}>
              <SentenceText sentence={verdictWords({ findings })} />
            </Line>
          )
        }
      </AsyncContent>
      {verdict.data?.findings.length === 0 && (
        <AsyncContent what={t('entity.health.what')} rows={1} result={slos}>
          {({ items }) =>
            items.length > 0 ? (
              <Fact objectives={items} />
            ) : (
              <span className={styles.quiet}>{t('entity.deploy.none')}</span>
            )
          }
        </AsyncContent>
      )}
    </>
  );
}

/** Asked for the change that people mean by "deploy": a normal one of software, where the component runs. */
function useBudgetVerdict(entityRef: string) {
  const api = useApi(serviceLevelsApiRef);
  const { entity } = useEntity();
  const environment =
    entity.metadata.annotations?.[ANNOTATION_ENVIRONMENT] ?? 'production';
  return useAsyncData(
    `service-levels/verdict/${entityRef}`,
    () =>
      api.judgeErrorBudget({
        items: [entityRef],
        change: { type: 'normal', category: 'software', environment },
      }),
    { shared: true, refetchOnFocus: true },
  );
}

function Line(props: { answer: Answer; children: ReactNode }) {
  const { answer, children } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const Icon = icons[answer];
  return (
    <div className={styles.answer}>
      <Icon
        size={28}
        className={styles[answer]}
        role="img"
        aria-label={t(`entity.deploy.${answer}`)}
      />
      <span>{children}</span>
    </div>
  );
}

/** No policy demands anything: whatever stands here is no reason not to deploy. */
function Fact(props: { objectives: readonly ObjectiveSummary[] }) {
  const { objectives } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const [worst] = objectives;
  const href = useRouteRef(objectiveRouteRef)?.({ id: worst.id });
  const isFine = worst.state === 'ok';
  const others = isFine
    ? 0
    : objectives.filter(each => each.state === worst.state).length - 1;
  return (
    <Line answer={answers[worst.state]}>
      {t('entity.deploy.title')}: <Link href={href}>{factOf(worst, t)}</Link>{' '}
      {others > 0 && `${t('entity.deploy.others', { count: others })} `}
      {!isFine && t('entity.deploy.free')}
    </Line>
  );
}

function factOf(
  objective: ObjectiveSummary,
  t: Texts<typeof serviceLevelsTranslationRef.T>,
): string {
  const { state, title, exhaustedIn } = objective;
  const left = leftOf(objective);
  const share = shareText(Math.max(0, left ?? 0));
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
      return left === undefined
        ? t('entity.deploy.holdsUnknown')
        : t('entity.deploy.holds', { title, share });
    case 'insufficient-evidence':
      return t('entity.deploy.unsure', { title });
    default:
      return t('entity.deploy.unknown', { title });
  }
}
