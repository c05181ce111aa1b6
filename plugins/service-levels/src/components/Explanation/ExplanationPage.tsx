import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  PageTitle,
  RecordPage,
  RecordState,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  Explanation,
  ObjectiveSummary,
  standingOf,
} from '@countersign/plugin-service-levels-common';
import { useParams } from 'react-router-dom';
import { serviceLevelsApiRef } from '../../api';
import { objectiveRouteRef, rootRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { BudgetWords, leftOf } from '../figures';
import styles from './Explanation.module.css';
import { Queries } from './Queries';
import { StepTable } from './StepTable';
import { Sum } from './Sum';

interface Explained {
  objective: Pick<ObjectiveSummary, 'id' | 'title'>;
  explanation: Explanation;
}

/** How the figure of an objective comes about: the sum, the steps that it is of, and the queries that gave them. */
export function ExplanationPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { id = '' } = useParams();
  return (
    <RecordPage
      number={id}
      what={t('objective.explanation.what')}
      notFound={t('objective.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('objective.all') }}
      record={useRecord(id, async (shown, options): Promise<Explained> => {
        const [objective, explanation] = await Promise.all([
          api.getObjective(shown, options),
          api.getExplanation(shown, options),
        ]);
        return { objective, explanation };
      })}
    >
      {state => <Content state={state} />}
    </RecordPage>
  );
}

function Content({ state }: { state: RecordState<Explained> }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { objective, explanation } = state.detail;
  const { id, title } = objective;
  const back = useRouteRef(objectiveRouteRef)?.({ id });
  const { counts, target, measured } = explanation;
  const standing = standingOf(counts, target);
  return (
    <>
      <PageTitle title={t('objective.explanation.page', { title })} />
      <header className={styles.header}>
        {back && <Link href={back}>← {t('objective.explanation.back')}</Link>}
        <Text as="h1" variant="title-small" weight="bold">
          {title}
          {': '}
          <span className={styles.together}>
            <BudgetWords
              left={
                typeof standing === 'string'
                  ? undefined
                  : leftOf({ burnRate: standing.burnRate, measured })
              }
            />
          </span>
        </Text>
      </header>
      <div className={styles.panels}>
        <Sum explanation={explanation} />
        <StepTable id={id} explanation={explanation} />
        <Queries explanation={explanation} />
      </div>
    </>
  );
}
