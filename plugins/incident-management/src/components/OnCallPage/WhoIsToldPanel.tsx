import { useApi } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  EntityPicker,
  Panel,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { onCallApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { EscalationWords } from '../OnCallCard';
import styles from './OnCallPage.module.css';

/** Who is told of an incident on an entity that the reader chooses, step by step. */
export function WhoIsToldPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const [[entity], setEntities] = useState<string[]>([]);
  const told = useAsyncData(entity, signal =>
    api.getOnCall({ entity }, { signal }),
  );
  return (
    <Panel title={t('onCall.told.title')}>
      <p className={styles.quiet}>{t('onCall.told.lead')}</p>
      <EntityPicker
        label={t('onCall.told.entity')}
        kinds={['Component', 'Resource', 'API', 'System']}
        single
        value={entity ? [entity] : []}
        onChange={setEntities}
      />
      {entity && (
        <AsyncContent what={t('onCall.told.what')} rows={3} result={told}>
          {answer => <EscalationWords answer={answer} />}
        </AsyncContent>
      )}
    </Panel>
  );
}
