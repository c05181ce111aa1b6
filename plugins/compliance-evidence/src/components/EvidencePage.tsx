import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  endingOf,
  EvidenceDetail,
} from '@countersign/plugin-compliance-evidence-common';
import {
  absoluteTime,
  ActorLink,
  Digest,
  Panel,
  RecordColumns,
  RecordHeader,
  RecordPage,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useParams } from 'react-router-dom';
import { evidenceApiRef } from '../api';
import { answerRouteRef, runRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ControlRefs } from './ControlRefs';
import styles from './Evidence.module.css';
import {
  Code,
  countText,
  DownloadButton,
  Facts,
  parametersText,
  sizeText,
} from './parts';

/** One piece of evidence: what was asked of which system, when, what it answered, and the raw bytes. */
export function EvidencePage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { number = '', id = '' } = useParams();
  return (
    <RecordPage
      number={id}
      what={t('run.evidencePage.what')}
      notFound={t('run.evidencePage.notFound')}
      list={{ href: useRouteRef(runRouteRef)?.({ number }), text: number }}
      record={useRecord(`${number}/${id}`, (_, options) =>
        api.getRunEvidence(number, id, options),
      )}
    >
      {({ detail }) => <EvidenceContent key={id} detail={detail} />}
    </RecordPage>
  );
}

/** The name under which raw bytes are saved. */
function fileName({ id, format }: EvidenceDetail['evidence']): string {
  return `${id}.${endingOf(format)}`;
}

function EvidenceContent({ detail }: { detail: EvidenceDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { evidence, run, usedBy, controls } = detail;
  const { number } = run;
  const back = useRouteRef(runRouteRef)?.({ number });
  const answerLink = useRouteRef(answerRouteRef);
  const { stated, pages, gaps } = evidence.completeness;
  return (
    <>
      <RecordHeader
        number={evidence.id}
        title={t('run.evidencePage.title', { system: evidence.sourceSystem })}
        list={{ href: back, text: t('run.answer.back', { number }) }}
        chips={
          <>
            <span>{run.title}</span>
            <ControlRefs controls={controls} />
          </>
        }
      />
      <RecordColumns
        main={
          <>
            <Panel
              title={`${t('run.evidencePage.query')}: ${evidence.queryName}`}
            >
              <Code
                text={evidence.queryText}
                label={t('run.evidencePage.query')}
              />
              <Facts
                facts={[
                  {
                    id: 'parameters',
                    label: t('run.evidencePage.parameters'),
                    value: parametersText(evidence.queryParams) || '—',
                  },
                ]}
              />
            </Panel>
            <Panel title={t('run.evidencePage.columns')}>
              <ul className={styles.lines}>
                {evidence.columns.map(({ name, type, description }) => (
                  <li key={name}>
                    <code>{name}</code> <span>{type}</span>
                    {description && (
                      <span className={styles.quiet}>{description}</span>
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          </>
        }
        rail={
          <>
            <Panel title={t('run.evidence')} tone="accent">
              <div>
                <DownloadButton
                  name={fileName(evidence)}
                  text={t('run.evidencePage.raw')}
                  load={() => api.getRawEvidence(number, evidence.id)}
                />
              </div>
              <Facts
                facts={[
                  {
                    id: 'hash',
                    label: t('run.evidencePage.hash'),
                    value: <Digest value={evidence.sha256} />,
                  },
                  {
                    id: 'rows',
                    label: t('run.evidencePage.rows'),
                    value: countText(evidence.rowCount),
                  },
                  {
                    id: 'size',
                    label: t('run.evidencePage.size'),
                    value: sizeText(evidence.size),
                  },
                  {
                    id: 'executed',
                    label: t('run.evidencePage.executed'),
                    value: (
                      <>
                        {absoluteTime(evidence.executedAt)}{' '}
                        <ActorLink actor={evidence.executedBy} />
                      </>
                    ),
                  },
                  {
                    id: 'asOf',
                    label: t('run.evidencePage.asOf'),
                    value: absoluteTime(evidence.asOf),
                  },
                  {
                    id: 'fingerprint',
                    label: t('run.evidencePage.fingerprint'),
                    value: <Digest value={evidence.schemaFingerprint} />,
                  },
                  {
                    id: 'key',
                    label: t('run.evidencePage.key'),
                    value: <code>{evidence.key}</code>,
                  },
                ]}
              />
            </Panel>
            <Panel
              title={t('run.evidencePage.completeness')}
              tone={gaps.length > 0 ? 'danger' : undefined}
            >
              <ul className={styles.lines}>
                {gaps.map(gap => (
                  <li key={gap}>{gap}</li>
                ))}
                {gaps.length === 0 && <li>{t('run.evidencePage.complete')}</li>}
                {stated !== undefined && (
                  <li>
                    {t('run.evidencePage.stated', {
                      records: countText(stated),
                    })}
                  </li>
                )}
                {pages !== undefined && (
                  <li>
                    {t('run.evidencePage.pages', { pages: countText(pages) })}
                  </li>
                )}
              </ul>
            </Panel>
            <Panel title={t('run.evidencePage.usedBy')}>
              <ul className={styles.lines}>
                {usedBy.map(question => (
                  <li key={question}>
                    <Link href={answerLink?.({ number, question })}>
                      {question}
                    </Link>
                  </li>
                ))}
              </ul>
            </Panel>
          </>
        }
      />
    </>
  );
}
