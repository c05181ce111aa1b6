import { Alert, Link } from '@backstage/ui';
import {
  ImportedClient,
  ImportedDetail,
  importEntries,
  ImportKind,
  importStories,
} from '@countersign/plugin-governance-common';
import { RiInboxArchiveLine } from '@remixicon/react';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { RecordState, useRecord } from '../../hooks';
import { Texts, useTexts } from '../../hooks/useTexts';
import { governanceTranslationRef } from '../../translation';
import { ToneBadge } from '../badges';
import { Panel } from '../Panel';
import { Facts } from '../reading';
import { RecordBody, RecordHeader, RecordMeta, RecordPage } from '../record';
import { ActorLink, Digest, EntityLinks } from '../references';
import { RelativeTime } from '../time';
import { EntryLooks } from '../timeline';
import styles from './imported.module.css';

interface Source {
  kind: ImportKind;
  api: Pick<
    ImportedClient,
    'getImported' | 'getTimeline' | 'getEvidence' | 'getLedgerStatus'
  >;
  /** Where all of them are. */
  listHref?: string;
}

/** One record of another system: whose word it is, what it says, and the proof that it was imported. */
export function ImportedPage(props: Source) {
  const { kind, api, listHref } = props;
  const { t } = useTexts(governanceTranslationRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('imported.whatOne')}
      notFound={t('imported.notFound')}
      list={{ href: listHref, text: t('imported.all') }}
      record={useRecord(`${kind}/${number}`, (_, options) =>
        api.getImported(number, options),
      )}
    >
      {state => <ImportedContent key={number} state={state} {...props} />}
    </RecordPage>
  );
}

function ImportedContent(
  props: Source & { state: RecordState<ImportedDetail> },
) {
  const { kind, api, listHref, state } = props;
  const { t } = useTexts(governanceTranslationRef);
  const { record, digestNow } = state.detail;
  const { number, system, foreignNumber, content } = record;
  const { description, comments, attachments } = content;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <RecordBody
      number={number}
      state={state}
      header={
        <RecordHeader
          number={number}
          title={content.title}
          list={{ href: listHref, text: t('imported.all') }}
          chips={
            <>
              <ToneBadge tone="neutral" icon={RiInboxArchiveLine}>
                {t('imported.banner', { system })}
              </ToneBadge>
              <span dir="auto">{content.state}</span>
              <EntityLinks entityRefs={content.items} most={3} />
            </>
          }
        >
          <RecordMeta>
            {foreignNumber} · {t('imported.by')}{' '}
            <ActorLink actor={record.importedBy} />{' '}
            <RelativeTime instant={record.importedAt} />
            {content.url && (
              <Link
                href={content.url}
                target="_blank"
                rel="noopener noreferrer"
              >
                {t('imported.openThere')}
              </Link>
            )}
          </RecordMeta>
          {digestNow === record.digest ? (
            <Alert
              status="info"
              icon
              title={t('imported.banner', { system })}
              description={t('imported.bannerText', {
                system,
                number: foreignNumber,
              })}
            />
          ) : (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('imported.altered')}
              description={t('imported.alteredText')}
            />
          )}
        </RecordHeader>
      }
      main={
        <>
          <Panel title={t('imported.facts')}>
            <ImportedFacts record={record} />
          </Panel>
          {description && (
            <Panel title={t('imported.description')}>
              <p className={styles.text} dir="auto">
                {description}
              </p>
            </Panel>
          )}
          {comments.length > 0 && (
            <Panel title={t('imported.comments')}>
              {comments.map((comment, i) => (
                <div key={i} className={styles.comment}>
                  <span className={styles.quiet}>
                    <span dir="auto">{comment.by}</span>{' '}
                    {comment.at && <RelativeTime instant={comment.at} />}
                  </span>
                  <p className={styles.text} dir="auto">
                    {comment.text}
                  </p>
                </div>
              ))}
            </Panel>
          )}
          {attachments.length > 0 && (
            <Panel title={t('imported.attachments')}>
              <ul>
                {attachments.map(({ name, url }, i) => (
                  <li key={i} dir="auto">
                    {url ? (
                      <Link
                        href={url}
                        target="_blank"
                        rel="noopener noreferrer"
                      >
                        {name}
                      </Link>
                    ) : (
                      name
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </>
      }
      timeline={{
        title: t('imported.timeline'),
        version: record.version,
        load: (query, options) => api.getTimeline(number, query, options),
        looks,
      }}
      proof={{ source: api, judge: importStories(kind).judge }}
    />
  );
}

/** What the other system says of it, but for its words. */
function ImportedFacts({ record }: { record: ImportedDetail['record'] }) {
  const { t } = useTexts(governanceTranslationRef);
  const { content, digest } = record;
  const texts = [
    'type',
    'priority',
    'requestedBy',
    'assignedTo',
    'team',
  ] as const;
  const times = [
    'openedAt',
    'startedAt',
    'endedAt',
    'resolvedAt',
    'closedAt',
  ] as const;
  return (
    <Facts
      facts={[
        ...texts.map(id => ({
          id,
          label: t(`imported.field.${id}`),
          value: content[id] && <span dir="auto">{content[id]}</span>,
        })),
        ...times.map(id => {
          const instant = content[id];
          return {
            id,
            label: t(`imported.field.${id}`),
            value: instant && <RelativeTime instant={instant} />,
          };
        }),
        ...content.further.map(({ label, value }, i) => ({
          id: `further-${i}`,
          label,
          value: <span dir="auto">{value}</span>,
        })),
        {
          id: 'digest',
          label: t('imported.field.digest'),
          value: <Digest value={digest} />,
        },
      ]}
    />
  );
}

/** How its entries look. One of a type that is not known is told by its type alone. */
function entryLooks(t: Texts<typeof governanceTranslationRef.T>): EntryLooks {
  return {
    textOf({ type, data }) {
      if (!importEntries.is(type)) {
        return { sentence: t('imported.event.other', { type }) };
      }
      if (type === 'import.recorded') {
        const { from } = importEntries.schemas[type].parse(data);
        return {
          sentence: t(`imported.event.${type}`, {
            file: from.name,
            row: String(from.row),
          }),
        };
      }
      const { from, fields } = importEntries.schemas[type].parse(data);
      return {
        sentence: t(`imported.event.${type}`, {
          file: from.name,
          row: String(from.row),
          fields: fields.join(', '),
        }),
      };
    },
    iconOf: () => RiInboxArchiveLine,
  };
}
