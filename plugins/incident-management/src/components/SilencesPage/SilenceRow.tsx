import {
  ActorLink,
  Predicate,
  ShortTime,
  ToneBadge,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  ListedSilence,
  silenceState,
} from '@countersign/plugin-incident-management-common';
import { RiHistoryLine, RiTimeLine, RiVolumeMuteLine } from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';
import { EndSilenceButton } from '../AlertTriage/EndSilenceButton';
import rowStyles from '../AlertTriage/rows.module.css';
import styles from './SilencesPage.module.css';

const looks = {
  active: { tone: 'warning', icon: RiVolumeMuteLine },
  coming: { tone: 'info', icon: RiTimeLine },
  ended: { tone: 'neutral', icon: RiHistoryLine },
} as const;

/** A silence: what it keeps quiet, until when, who wants that and why. */
export function SilenceRow(props: {
  silence: ListedSilence;
  onChanged(): void;
}) {
  const { silence, onChanged } = props;
  const { reason, match, author, startsAt, endsAt, quiet } = silence;
  const { endedAt, endedBy } = silence;
  const { t } = useTexts(incidentManagementTranslationRef);
  const state = silenceState(silence, useNow());
  const { tone, icon } = looks[state];
  return (
    <>
      <div className={rowStyles.words}>
        <div className={styles.head}>
          <ToneBadge tone={tone} icon={icon}>
            {t(`silences.state.${state}`)}
          </ToneBadge>
          <strong>{reason}</strong>
        </div>
        <Predicate predicate={match} />
        <div className={styles.quiet}>
          <ActorLink actor={author} hideIcon /> ·{' '}
          <ShortTime instant={startsAt} /> {t('silences.until')}{' '}
          <ShortTime instant={endsAt} />
          {endedAt && endedBy && (
            <>
              {' · '}
              {t('silences.endedBy')} <ActorLink actor={endedBy} hideIcon />{' '}
              <ShortTime instant={endedAt} />
            </>
          )}
          {state === 'active' && (
            <>
              {' · '}
              {t('silences.quiet', { count: quiet })}
            </>
          )}
        </div>
      </div>
      {state !== 'ended' && (
        <EndSilenceButton silence={silence} title={reason} onDone={onChanged} />
      )}
    </>
  );
}
