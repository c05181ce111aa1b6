import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  AsyncContent,
  RefusedActionList,
  SentenceText,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ListedIncident } from '@countersign/plugin-incident-management-common';
import { useEffect, useState } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { ActionButton } from '../IncidentPage/ActionButton';
import {
  IncidentContext,
  IncidentPageState,
} from '../IncidentPage/IncidentContext';
import { offeredActions } from '../IncidentPage/offeredActions';
import styles from './BoardPage.module.css';

/** What the reader may do to move an incident along: asked of the judge once somebody wants to know. */
export function MoveButtons(props: {
  incident: ListedIncident;
  onMoved(): void;
}) {
  const { incident, onMoved } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.moves}>
      <Button
        size="small"
        variant="tertiary"
        aria-expanded={isOpen}
        aria-label={t('board.moveOf', { number: incident.number })}
        onPress={() => setOpen(open => !open)}
      >
        {t('board.move')}
      </Button>
      {isOpen && <Moves number={incident.number} onMoved={onMoved} />}
    </div>
  );
}

function Moves(props: { number: string; onMoved(): void }) {
  const { number, onMoved } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const record = useRecord(number, (shown, options) =>
    api.getIncident(shown, options),
  );
  const { state } = record;
  const generation = state?.generation ?? 0;
  useEffect(() => {
    if (generation > 0) onMoved();
  }, [generation, onMoved]);
  return (
    <AsyncContent what={t('board.moves')} rows={1} result={record}>
      {() => state && <Offered state={state} />}
    </AsyncContent>
  );
}

function Offered({ state }: { state: IncidentPageState }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { primary, steps, refused } = offeredActions(state.detail);
  const verbs = [...(primary ? [primary] : []), ...steps];
  return (
    <IncidentContext.Provider value={state}>
      <div className={styles.buttons}>
        {verbs.map(verb => (
          <ActionButton
            key={verb}
            verb={verb}
            variant="secondary"
            size="small"
          />
        ))}
      </div>
      {verbs.length === 0 && !refused && (
        <p className={styles.quiet}>{t('board.nothing')}</p>
      )}
      {refused && (
        <RefusedActionList
          refused={[
            {
              actions: [
                { id: refused.verb, label: t(`verbs.verb.${refused.verb}`) },
              ],
              reason: <SentenceText sentence={refused.reason} />,
            },
          ]}
        />
      )}
    </IncidentContext.Provider>
  );
}
