import { Button } from '@backstage/ui';
import {
  Panel,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import { ActionItemLine } from './ActionItemLine';
import styles from './ActionItems.module.css';
import { ItemDialog } from './ItemDialog';

/** What is to be done so that it does not come back: what is open first, by when it is due. */
export function ActionItemsPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { actionItems } = useIncidentPage().detail.incident;
  const mayAdd = useAllowed()('add-action');
  const opening = useOpening();
  if (!actionItems.length && !mayAdd) return null;
  const open = actionItems
    .filter(({ state }) => state === 'open')
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const ended = actionItems.filter(({ state }) => state !== 'open');
  return (
    <Panel
      title={t('review.action.title')}
      aside={
        mayAdd && (
          <Button size="small" variant="tertiary" onPress={opening.open}>
            {t('verbs.verb.add-action')}
          </Button>
        )
      }
    >
      {actionItems.length === 0 && (
        <p className={styles.quiet}>{t('review.action.none')}</p>
      )}
      {actionItems.length > 0 && (
        <ul className={styles.items} aria-label={t('review.action.title')}>
          {[...open, ...ended].map(item => (
            <ActionItemLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      <ItemDialog key={opening.key} {...opening.dialog} />
    </Panel>
  );
}
