import { MarkdownContent } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RemixiconComponentType,
  RiArrowRightLine,
  RiChat3Line,
  RiCheckLine,
  RiCloseLine,
  RiDoorLockLine,
  RiFileCodeLine,
  RiPauseCircleLine,
  RiPencilLine,
  RiRecordCircleLine,
  RiRocketLine,
  RiScales3Line,
} from '@remixicon/react';
import { ActorLink, RelativeTime } from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import { eventText } from './eventText';
import styles from './Stream.module.css';

const icons: Record<string, RemixiconComponentType> = {
  'change.commented': RiChat3Line,
  'change.updated': RiPencilLine,
  'change.plan_attached': RiFileCodeLine,
  'change.assessed': RiScales3Line,
  'change.transitioned': RiArrowRightLine,
  'change.approved': RiCheckLine,
  'change.rejected': RiCloseLine,
  'change.canceled': RiCloseLine,
  'change.held': RiPauseCircleLine,
  'gate.decided': RiDoorLockLine,
  'deployment.reported': RiRocketLine,
};

/** One entry of the stream: a comment as a box, anything else as a line. */
export function StreamEvent(props: { event: TimelineEvent }) {
  const { event } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { sentence, words, details } = eventText(event, t);
  const Icon = icons[event.type] ?? RiRecordCircleLine;
  return (
    <li
      className={styles.event}
      data-type={event.type}
      id={`entry-${event.id}`}
    >
      <span className={styles.icon}>
        <Icon size={16} aria-hidden />
      </span>
      <div className={styles.content}>
        <div className={styles.line}>
          <ActorLink actor={event.actor} />
          <span>
            <RichSentence text={sentence} />
          </span>
          <span className={styles.quiet}>
            <RelativeTime instant={event.occurredAt} />
          </span>
          <span
            className={styles.index}
            title={
              event.ledgerIndex === undefined
                ? t('change.stream.pending')
                : t('change.stream.index', { index: String(event.ledgerIndex) })
            }
          >
            {event.ledgerIndex === undefined ? '…' : `#${event.ledgerIndex}`}
          </span>
        </div>
        {details && details.length > 0 && (
          <ul className={styles.details}>
            {details.map(detail => (
              <li key={detail}>
                <RichSentence text={detail} />
              </li>
            ))}
          </ul>
        )}
        {words && (
          <div className={styles.words}>
            <MarkdownContent content={words} />
          </div>
        )}
      </div>
    </li>
  );
}
