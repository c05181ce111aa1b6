import { ButtonIcon } from '@backstage/ui';
import {
  useMyTeams,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { RiEditLine, RiPushpinFill, RiPushpinLine } from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';
import { RewriteDialog } from './dialogs/RewriteDialog';
import { isPinned } from './incidentEvent';
import styles from './IncidentPage.module.css';
import { useAllowed } from './useAllowed';
import { useVerb } from './useVerb';

/** Words that their author may correct. */
const written = ['incident.noted', 'incident.updated'];

/** Pins an entry, so that it is found again, and corrects what the reader wrote themselves. */
export function EntryActions({ event }: { event: TimelineEvent }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { user } = useMyTeams();
  const may = useAllowed();
  const pin = useVerb('pin');
  const unpin = useVerb('unpin');
  const opening = useOpening();
  const pinned = isPinned(event);
  const body = { entry: event.id };
  const mayRewrite =
    written.includes(event.type) &&
    event.actor.toLocaleLowerCase('en-US') === user &&
    may('rewrite');
  return (
    <span className={styles.entryActions}>
      {pinned && !may('unpin') && <RiPushpinFill size={14} aria-hidden />}
      {(pinned ? may('unpin') : may('pin')) && (
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t(pinned ? 'verbs.verb.unpin' : 'verbs.verb.pin')}
          aria-pressed={pinned}
          icon={pinned ? <RiPushpinFill /> : <RiPushpinLine />}
          isPending={pin.isPending || unpin.isPending}
          onPress={() => (pinned ? unpin : pin).run(body)}
        />
      )}
      {mayRewrite && (
        <>
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('verbs.verb.rewrite')}
            icon={<RiEditLine />}
            onPress={opening.open}
          />
          <RewriteDialog key={opening.key} event={event} {...opening.dialog} />
        </>
      )}
    </span>
  );
}
