import { MarkdownContent } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TimelineLine } from '@countersign/plugin-change-management-common';
import { RelativeTime } from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  RemixiconComponentType,
  RiArrowRightLine,
  RiChat3Line,
  RiCheckLine,
  RiCloseLine,
  RiDoorLockLine,
  RiEditLine,
  RiFileCodeLine,
  RiPauseCircleLine,
  RiPencilLine,
  RiRecordCircleLine,
  RiRocketLine,
  RiScales3Line,
} from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import { EventActor } from './EventActor';
import { eventText, timesText } from './eventText';
import styles from './Stream.module.css';

const icons: Record<string, RemixiconComponentType> = {
  'change.commented': RiChat3Line,
  'change.updated': RiPencilLine,
  'change.plan_attached': RiFileCodeLine,
  'change.assessed': RiScales3Line,
  'change.transitioned': RiArrowRightLine,
  'change.approved': RiCheckLine,
  'change.changes_requested': RiEditLine,
  'change.rejected': RiCloseLine,
  'change.canceled': RiCloseLine,
  'change.held': RiPauseCircleLine,
  'gate.decided': RiDoorLockLine,
  'deployment.reported': RiRocketLine,
};

/** One line of the stream: a comment as a box, anything else as a sentence that opens to the entries behind it. */
export function StreamLine(props: { line: TimelineLine }) {
  const { lead, events, times } = props.line;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { sentence, words, details } = eventText(lead, t);
  const Icon = icons[lead.type] ?? RiRecordCircleLine;
  const others = times > 1 ? events : events.filter(event => event !== lead);
  return (
    <li className={styles.event} data-type={lead.type}>
      <span className={styles.icon}>
        <Icon size={16} aria-hidden />
      </span>
      <div
        className={styles.content}
        id={times > 1 ? undefined : `entry-${lead.id}`}
      >
        <div className={styles.line}>
          <EventActor event={lead} />
          <span>
            <RichSentence
              text={times > 1 ? timesText(lead, times, t) : sentence}
            />
          </span>
          <When event={lead} />
        </div>
        {words ? (
          <div className={styles.words}>
            <MarkdownContent content={words} />
          </div>
        ) : null}
        {times === 1 && <Details lines={details} />}
        {others.length > 0 && (
          <details className={styles.behind}>
            <summary>
              {t('change.stream.behind', { count: others.length })}
            </summary>
            <ul>
              {others.map(event => (
                <Entry key={event.id} event={event} told={words} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

/** An entry behind a line. What the line says already is not said again. */
function Entry({ event, told }: { event: TimelineEvent; told?: string }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { sentence, words, details } = eventText(event, t);
  return (
    <li id={`entry-${event.id}`}>
      <div className={styles.line}>
        <EventActor event={event} />
        <span>
          <RichSentence text={sentence} />
        </span>
        <When event={event} />
      </div>
      <Details
        lines={[...(words ? [words] : []), ...(details ?? [])].filter(
          line => line !== told,
        )}
      />
    </li>
  );
}

function Details({ lines }: { lines?: string[] }) {
  return lines?.length ? (
    <ul className={styles.details}>
      {lines.map(line => (
        <li key={line}>
          <RichSentence text={line} />
        </li>
      ))}
    </ul>
  ) : null;
}

function When({ event }: { event: TimelineEvent }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { ledgerIndex, occurredAt } = event;
  return (
    <>
      <span className={styles.quiet}>
        <RelativeTime instant={occurredAt} />
      </span>
      <span
        className={styles.index}
        title={
          ledgerIndex === undefined
            ? t('change.stream.pending')
            : t('change.stream.index', { index: String(ledgerIndex) })
        }
      >
        {ledgerIndex === undefined ? '…' : `#${ledgerIndex}`}
      </span>
    </>
  );
}
