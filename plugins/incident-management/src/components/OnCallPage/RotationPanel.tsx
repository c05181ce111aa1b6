import {
  ActorLink,
  AsyncContent,
  AsyncData,
  Panel,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  Overrides,
  RotationView,
} from '@countersign/plugin-incident-management-common';
import { RiTeamLine, RiUserStarLine } from '@remixicon/react';
import { Fragment } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { CalendarLinks } from './CalendarLinks';
import { ComingTurns } from './ComingTurns';
import { Gaps } from './Gaps';
import { NowAndNext } from './NowAndNext';
import styles from './OnCallPage.module.css';
import { OpenOverrideButton } from './OpenOverrideButton';
import { OverrideLines } from './OverrideLines';
import { standingIn } from './standing';

/** One rotation: who is on call, gaps, coming turns, and who stands in. */
export function RotationPanel(props: {
  rotation: RotationView;
  reader: { user?: string; teams: readonly string[] };
  overrides: AsyncData<Overrides>;
  /** Who is on call may be another now. */
  onChanged(): void;
}) {
  const { rotation, reader, overrides, onChanged } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const standing = standingIn(rotation, reader);
  const { name, title, members, timeZone } = rotation;
  return (
    <Panel
      title={title}
      tone={standing === 'now' ? 'accent' : undefined}
      aside={
        standing && (
          <ToneBadge
            tone={standing === 'now' ? 'info' : 'neutral'}
            icon={standing === 'team' ? RiTeamLine : RiUserStarLine}
          >
            {t(`onCall.mine.${standing}`)}
          </ToneBadge>
        )
      }
    >
      <NowAndNext rotation={rotation} />
      <p className={styles.quiet}>
        {t('onCall.rotation.turns')}{' '}
        {members.map(({ who, left }, i) => (
          <Fragment key={`${who} ${i}`}>
            {i > 0 && ', '}
            <ActorLink actor={who} hideIcon />
            {left && ` ${t('onCall.rotation.hasLeft')}`}
          </Fragment>
        ))}
        {' · '}
        {t('onCall.rotation.zone', { zone: timeZone })}
      </p>
      <Gaps gaps={rotation.gaps} />
      <AsyncContent
        what={t('onCall.overrides.what')}
        rows={1}
        result={overrides}
      >
        {({ items }) => (
          <OverrideLines
            title={title}
            overrides={items.filter(({ rotation: of }) => of === name)}
            onChanged={onChanged}
          />
        )}
      </AsyncContent>
      <ComingTurns rotation={rotation} />
      <div className={styles.buttons}>
        <OpenOverrideButton
          rotation={rotation}
          reader={reader.user}
          onDone={onChanged}
        />
      </div>
      <CalendarLinks rotation={rotation} />
    </Panel>
  );
}
