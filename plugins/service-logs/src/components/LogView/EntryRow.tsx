import { Button } from '@backstage/ui';
import {
  absoluteTime,
  Code,
  Facts,
  RowBoundary,
  useTexts,
} from '@countersign/plugin-governance-react';
import { LogEntry } from '@countersign/plugin-service-logs-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { serviceLogsTranslationRef } from '../../translation';
import { EntryContext } from './EntryContext';
import { Asked } from './asked';
import styles from './LogView.module.css';
import { SeverityBadge } from './SeverityBadge';

/** One entry: when, how severe, what; open, its fields, its trace, and what stands around it. */
export function EntryRow(props: {
  entry: LogEntry;
  asked: Asked;
  onTrace(traceId: string): void;
  isMarked?: boolean;
}) {
  const { entry, asked, onTrace, isMarked } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { id, timestamp, body, cutOff, truncated } = entry;
  return (
    <li
      className={isMarked ? `${styles.entry} ${styles.marked}` : styles.entry}
      aria-current={isMarked ? 'true' : undefined}
    >
      <RowBoundary name={id}>
        <button
          type="button"
          className={styles.line}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {timestamp ? (
            <time dateTime={timestamp} title={absoluteTime(timestamp)}>
              {DateTime.fromISO(timestamp).toFormat('LLL dd HH:mm:ss.SSS')}
            </time>
          ) : (
            <span>{t('list.undated')}</span>
          )}
          <SeverityBadge
            number={entry.severityNumber}
            text={entry.severityText}
          />
          <span className={styles.body}>{body || t('list.noBody')}</span>
          {cutOff && <span className={styles.hint}>{t('list.cutOff')}</span>}
          {truncated && (
            <span className={styles.hint}>{t('list.truncated')}</span>
          )}
        </button>
        {isOpen && (
          <div className={styles.details}>
            {body && <Code text={body} label={t('list.label')} />}
            <Fields attributes={entry.attributes} />
            <Facts
              facts={[
                { id: 'trace', label: t('entry.trace'), value: entry.traceId },
              ]}
            />
            <div className={styles.buttons}>
              {entry.traceId && (
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => onTrace(entry.traceId!)}
                >
                  {t('entry.onlyTrace')}
                </Button>
              )}
              {!isMarked && (
                <EntryContext entry={entry} asked={asked} onTrace={onTrace} />
              )}
            </div>
          </div>
        )}
      </RowBoundary>
    </li>
  );
}

function Fields({ attributes }: Pick<LogEntry, 'attributes'>) {
  const { t } = useTexts(serviceLogsTranslationRef);
  if (Object.keys(attributes).length === 0) return null;
  return (
    <Code
      text={JSON.stringify(attributes, null, 2)}
      label={t('entry.attributes')}
    />
  );
}
