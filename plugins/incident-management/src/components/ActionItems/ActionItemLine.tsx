import { Button } from '@backstage/ui';
import {
  ActorLink,
  RecordNumber,
  RelativeTime,
  useMyTeams,
  useNow,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ActionItem } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { ActionStateBadge } from '../badges';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import styles from './ActionItems.module.css';
import { EndDialog } from './EndDialog';
import { ItemDialog } from './ItemDialog';
import { endableBy } from './endableBy';

type Act = 'finish' | 'change' | 'cancel';

/** One action item: what, who, until when, what does it, and what the reader may do with it. */
export function ActionItemLine({ item }: { item: ActionItem }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const now = useNow(60_000);
  const { state, text, owner, dueAt, record, ended } = item;
  const overdue = state === 'open' && Date.parse(dueAt) <= now;
  return (
    <li className={styles.item} data-state={state}>
      <span>{text}</span>
      <span className={styles.about}>
        <ActionStateBadge state={state} overdue={overdue} />
        <ActorLink actor={owner} hideIcon />
        {state === 'open' && (
          <span>
            {t(overdue ? 'review.action.wasDue' : 'review.action.due')}{' '}
            <RelativeTime instant={dueAt} />
          </span>
        )}
        {record && (
          <span>
            {t('review.action.by')}{' '}
            <RecordNumber number={record.number} hideCopy />
          </span>
        )}
      </span>
      {ended && (
        <span className={styles.quiet}>
          {ended.text} · <ActorLink actor={ended.by} hideIcon /> ·{' '}
          <RelativeTime instant={ended.at} />
        </span>
      )}
      {state === 'open' && <Acts item={item} />}
    </li>
  );
}

function Acts({ item }: { item: ActionItem }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { incident } = useIncidentPage().detail;
  const may = useAllowed();
  const { user } = useMyTeams();
  const [act, setAct] = useState<Act>('finish');
  const opening = useOpening();
  const ends = user ? endableBy(user, item, incident) : undefined;
  const acts: Act[] = [
    ...(ends?.finish && may('finish-action') ? ['finish' as const] : []),
    ...(may('change-action') ? ['change' as const] : []),
    ...(ends?.cancel && may('cancel-action') ? ['cancel' as const] : []),
  ];
  if (acts.length === 0) return null;
  return (
    <span className={styles.act}>
      {acts.map(each => (
        <Button
          key={each}
          size="small"
          variant="tertiary"
          aria-label={t(`review.action.${each}`, { text: item.text })}
          onPress={() => {
            setAct(each);
            opening.open();
          }}
        >
          {t(`verbs.verb.${each}-action`)}
        </Button>
      ))}
      {act === 'change' ? (
        <ItemDialog key={opening.key} item={item} {...opening.dialog} />
      ) : (
        <EndDialog key={opening.key} item={item} as={act} {...opening.dialog} />
      )}
    </span>
  );
}
