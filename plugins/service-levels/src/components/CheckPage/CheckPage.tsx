import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import {
  CopyButton,
  DraftPanel,
  PageTitle,
  Panel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { CheckedDefinitions } from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { serviceLevelsApiRef } from '../../api';
import { sourcesRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { ProblemList } from '../SourcesPage';
import { CheckedObjective } from './CheckedObjective';
import styles from './CheckPage.module.css';
import { exampleDefinition } from './exampleDefinition';

const LINT = 'countersign slo lint slo.yaml';

/** Definitions that somebody considers: what is wrong with them and when each objective would alert, before anything is saved. */
export function CheckPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const sources = useRouteRef(sourcesRouteRef)?.();
  const [params] = useSearchParams();
  const [checked, setChecked] = useState<CheckedDefinitions>();
  return (
    <Container className={styles.page}>
      <PageTitle title={t('check.title')} />
      {sources && <Link href={sources}>← {t('sources.title')}</Link>}
      <DraftPanel
        title={t('check.title')}
        lead={t('check.lead')}
        label={t('check.editor')}
        rows={16}
        draftKey="service-levels/check"
        action={t('check.check')}
        failed={t('check.failed')}
        start={{
          label: t('check.example'),
          text: () => exampleDefinition(params.get('service') || 'my-service'),
        }}
        run={async text => setChecked(await api.checkDefinitions({ text }))}
      />
      {checked && <Result checked={checked} />}
    </Container>
  );
}

function Result({ checked }: { checked: CheckedDefinitions }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { problems, objectives } = checked;
  const isWrong = problems.some(({ severity }) => severity === 'error');
  return (
    <>
      <div role="status">
        <strong>
          {objectives.length > 0
            ? t(isWrong ? 'check.read' : 'check.objectives', {
                count: objectives.length,
              })
            : t('check.none')}
        </strong>{' '}
        {problems.length === 0 && t('check.works')}
      </div>
      {problems.length > 0 && (
        <Panel title={t('problems.column.problem')}>
          <ProblemList problems={problems} />
        </Panel>
      )}
      {objectives.map(objective => (
        <CheckedObjective key={objective.id} objective={objective} />
      ))}
      {objectives.length > 0 && !isWrong && (
        <Panel title={t('check.next')}>
          <ol className={styles.steps}>
            <li>{t('check.step.save')}</li>
            <li>{t('check.step.location')}</li>
            <li>
              {t('check.step.lint')} <code>{LINT}</code>
              <CopyButton text={LINT} name={t('check.command')} />
            </li>
            <li>{t('check.step.merge')}</li>
          </ol>
        </Panel>
      )}
    </>
  );
}
