import { MarkdownContent } from '@backstage/core-components';
import { Phrase, TimelineLine } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { RiRecordCircleLine } from '@remixicon/react';
import { governanceTranslationRef } from '../../translation';
import { ActorLink } from '../references';
import { SentenceText } from '../sentence';
import { RelativeTime } from '../time';
import { EntryLooks } from './EntryLooks';
import styles from './Timeline.module.css';
import { useTexts } from '../../hooks/useTexts';

/** One line of a timeline: a comment as a box, anything else as a sentence that opens to the entries behind it. */
export function TimelineEntry(props: {
  line: TimelineLine;
  looks: EntryLooks;
}) {
  const { looks } = props;
  const { lead, events, times } = props.line;
  const { t } = useTexts(governanceTranslationRef);
  const { sentence, words, details } = looks.textOf(lead);
  const told =
    times > 1 ? looks.repeatedOf?.(lead, times) ?? sentence : sentence;
  const Icon = looks.iconOf?.(lead) ?? RiRecordCircleLine;
  const others = times > 1 ? events : events.filter(event => event !== lead);
  return (
    <div className={styles.entry} data-tone={looks.toneOf?.(lead)}>
      <span className={styles.icon}>
        <Icon size={16} aria-hidden />
      </span>
      <div
        className={styles.content}
        id={times > 1 ? undefined : `entry-${lead.id}`}
      >
        <div className={styles.line}>
          <EntryActor event={lead} looks={looks} />
          <span>
            <SentenceText sentence={told} />
          </span>
          <When event={lead} />
          {times === 1 && looks.actionsOf?.(lead)}
        </div>
        {words ? (
          <div className={styles.words}>
            <MarkdownContent content={words} />
          </div>
        ) : null}
        {times === 1 && <Details lines={details} />}
        {others.length > 0 && (
          <details className={styles.behind}>
            <summary>{t('timeline.behind', { count: others.length })}</summary>
            <ul>
              {others.map(event => (
                <EntryBehind
                  key={event.id}
                  event={event}
                  told={words}
                  looks={looks}
                />
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}

/** An entry behind a line. What the line says already is not said again. */
function EntryBehind(props: {
  event: TimelineEvent;
  told?: string;
  looks: EntryLooks;
}) {
  const { event, told, looks } = props;
  const { sentence, words, details } = looks.textOf(event);
  return (
    <li id={`entry-${event.id}`}>
      <div className={styles.line}>
        <EntryActor event={event} looks={looks} />
        <span>
          <SentenceText sentence={sentence} />
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

function Details(props: { lines?: Phrase[] }) {
  const { lines } = props;
  return lines?.length ? (
    <ul className={styles.details}>
      {lines.map((line, i) => (
        <li key={i}>
          <SentenceText sentence={line} />
        </li>
      ))}
    </ul>
  ) : null;
}

/** Who did it, and through what where that is said: an assistant or a template. */
function EntryActor(props: { event: TimelineEvent; looks: EntryLooks }) {
  const { event, looks } = props;
  const { t } = useTexts(governanceTranslationRef);
  const actor = looks.actorOf?.(event) ?? event.actor;
  const { via } = event.data;
  return (
    <>
      <ActorLink actor={actor} />
      {typeof via === 'string' && actor === event.actor && (
        <span className={styles.quiet}>
          {t('timeline.via', { plugin: via.replace(/^plugin:/, '') })}
        </span>
      )}
    </>
  );
}

function When({ event }: { event: TimelineEvent }) {
  const { t } = useTexts(governanceTranslationRef);
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
            ? t('timeline.pending')
            : t('timeline.index', { index: String(ledgerIndex) })
        }
      >
        {ledgerIndex === undefined ? '…' : `#${ledgerIndex}`}
      </span>
    </>
  );
}
