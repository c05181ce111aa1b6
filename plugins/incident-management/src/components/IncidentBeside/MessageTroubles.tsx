import { Fragment } from 'react';
import {
  ActorLink,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { PageMessage } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './IncidentBeside.module.css';
import { Via } from './MessageBadges';

/** A mail server that is down takes none of the mails of a group: a few names say who that is. */
const MOST_NAMES = 3;

/**
 * Why messages of a page were not taken, once for all that failed alike, and what comes of it: another try, or somebody has
 * to do something.
 */
export function MessageTroubles({
  via,
  messages,
}: {
  via: Via;
  messages: readonly PageMessage[];
}) {
  return (
    <>
      {alike(messages).map(those => (
        <Trouble
          key={`${those[0].state} ${those[0].failure}`}
          via={via}
          messages={those}
        />
      ))}
    </>
  );
}

function Trouble({ via, messages }: { via: Via; messages: PageMessage[] }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const [{ state, failure }] = messages;
  const names = [...new Set(messages.map(({ who }) => who))];
  const more = names.length - MOST_NAMES;
  const [nextTryAt] = messages
    .flatMap(message => message.nextTryAt ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  return (
    <div className={`${styles.quiet} ${styles.trouble}`}>
      {t(`beside.pages.${via}.to`)}{' '}
      {names.slice(0, MOST_NAMES).map((who, position) => (
        <Fragment key={who}>
          {position > 0 && ', '}
          <ActorLink actor={who} hideIcon />
        </Fragment>
      ))}
      {more > 0 && ` ${t('beside.pages.more', { count: more })}`}: {failure}
      {state === 'waiting' && nextTryAt && (
        <>
          {' '}
          · {t('beside.pages.nextTry')}{' '}
          <RelativeTime instant={nextTryAt} isDue />
        </>
      )}
      {state === 'parked' && ` · ${t('beside.pages.givenUp')}`}
    </div>
  );
}

/** Those that were not taken, by what became of them and why. */
function alike(messages: readonly PageMessage[]): PageMessage[][] {
  const groups = new Map<string, PageMessage[]>();
  for (const message of messages) {
    const { state, failure } = message;
    if (failure && (state === 'waiting' || state === 'parked')) {
      const key = `${state} ${failure}`;
      groups.set(key, [...(groups.get(key) ?? []), message]);
    }
  }
  return [...groups.values()];
}
