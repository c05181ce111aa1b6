import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  Inquiry,
  InquiryDetail,
  inquiryStories,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  Digest,
  Panel,
  RecordBody,
  RecordHeader,
  RecordMeta,
  RecordNumber,
  RecordPage,
  RecordState,
  RelativeTime,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { evidenceApiRef, inquiryApiRef } from '../api';
import { answerRouteRef, consoleRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { entryLooks } from './entryLooks';
import styles from './Evidence.module.css';
import { InquiryBadge } from './looks';
import { PackCommand } from './PackCommand';
import { Code, DownloadButton, Facts, packName } from './parts';
import { ResultTable } from './ResultTable';

/** One inquiry: what was asked of which run, what came out, and the proof. */
export function InquiryPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('inquiry.one')}
      notFound={t('inquiry.notFound')}
      list={{ href: useRouteRef(consoleRouteRef)?.(), text: t('inquiry.all') }}
      record={useRecord(number, (shown, options) =>
        api.getInquiry(shown, options),
      )}
    >
      {state => <InquiryContent key={number} state={state} />}
    </RecordPage>
  );
}

function InquiryContent({ state }: { state: RecordState<InquiryDetail> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const evidenceApi = useApi(evidenceApiRef);
  const { detail } = state;
  const { inquiry } = detail;
  const { number } = inquiry;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <RecordBody
      number={number}
      state={state}
      header={<InquiryHeader inquiry={inquiry} />}
      main={
        <>
          <AskedPanel inquiry={inquiry} />
          <ResultPanel detail={detail} />
        </>
      }
      rail={<CheckPanel inquiry={inquiry} />}
      timeline={{
        title: t('timeline'),
        load: (query, options) =>
          api.getInquiryTimeline(number, query, options),
        looks,
      }}
      proof={{
        source: {
          getLedgerStatus: options => evidenceApi.getLedgerStatus(options),
          getEvidence: shown => api.getInquiryEvidence(shown),
        },
        judge: inquiryStories.judge,
      }}
    />
  );
}

function InquiryHeader({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const list = useRouteRef(consoleRouteRef)?.();
  const { run, answered, asked } = inquiry;
  return (
    <RecordHeader
      number={inquiry.number}
      title={inquiry.title}
      list={{ href: list, text: t('inquiry.all') }}
      chips={
        <>
          <InquiryBadge kind={asked.kind} />
          <RecordNumber number={run.number} hideCopy />
        </>
      }
    >
      <RecordMeta>
        {t('inquiry.by')} <ActorLink actor={answered.by} />
        <RelativeTime instant={answered.at} />
      </RecordMeta>
    </RecordHeader>
  );
}

function AskedPanel({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const answerLink = useRouteRef(answerRouteRef);
  const { asked, text, run } = inquiry;
  return (
    <Panel title={t('inquiry.page.asked')}>
      {text && <p>{text}</p>}
      {asked.kind === 'question' && (
        <Code text={asked.sql} label={t('inquiry.console.sql')} />
      )}
      {(asked.kind === 'sample' || asked.kind === 'shadow') && (
        <Facts
          facts={[
            {
              id: 'question',
              label: t('inquiry.page.question'),
              value: (
                <Link
                  href={answerLink?.({
                    number: run.number,
                    question: asked.question,
                  })}
                >
                  {asked.question}
                </Link>
              ),
            },
            {
              id: 'rows',
              label: t('inquiry.rows'),
              value: asked.kind === 'sample' ? asked.size : asked.rows,
            },
            ...(asked.kind === 'shadow'
              ? [
                  {
                    id: 'file',
                    label: t('inquiry.page.file'),
                    value: asked.file.name,
                  },
                  {
                    id: 'key',
                    label: t('inquiry.page.key'),
                    value: asked.key.join(', '),
                  },
                ]
              : []),
          ]}
        />
      )}
      <OutcomeFacts inquiry={inquiry} />
    </Panel>
  );
}

/** The numbers of a shadow run or of seeded violations: they add up before the eyes. */
function OutcomeFacts({ inquiry: { outcome } }: { inquiry: Inquiry }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const count = <K extends string>(id: K, label: string, value: number) => ({
    id,
    label,
    value,
  });
  if (outcome.kind === 'seeded') {
    return (
      <Facts
        facts={(['caught', 'missed', 'notPlanted'] as const).map(id =>
          count(id, t(`inquiry.page.${id}`), outcome[id]),
        )}
      />
    );
  }
  if (outcome.kind !== 'shadow') return null;
  const lines = [
    ...(['same', 'differ', 'onlyInRun', 'onlyByHand', 'repeated'] as const),
  ];
  return (
    <Facts
      facts={[
        count('byHand', t('inquiry.page.byHand'), outcome.byHand),
        ...lines.map(id => count(id, t(`inquiry.page.${id}`), outcome[id])),
        {
          id: 'cells',
          label: t('inquiry.page.cells'),
          value: t('inquiry.page.cellsOf', {
            differ: String(outcome.cellsDiffer),
            cells: String(outcome.cells),
          }),
        },
      ]}
    />
  );
}

function ResultPanel({ detail }: { detail: InquiryDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const { inquiry, rows, more } = detail;
  const { number, result, asked } = inquiry;
  return (
    <Panel
      title={t('inquiry.page.result')}
      aside={
        <DownloadButton
          name={`${number}.csv`}
          text={t('inquiry.page.download')}
          type="text/csv"
          load={() => api.getInquiryResult(number)}
        />
      }
    >
      {rows.length === 0 ? (
        <span className={styles.quiet}>
          {t(
            asked.kind === 'shadow'
              ? 'inquiry.page.noDifference'
              : 'inquiry.page.none',
          )}
        </span>
      ) : (
        <ResultTable
          label={inquiry.title}
          columns={result.columns}
          rows={rows}
        />
      )}
      {more > 0 && (
        <span className={styles.quiet}>
          {t('inquiry.page.more', { count: more })}
        </span>
      )}
    </Panel>
  );
}

function CheckPanel({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(inquiryApiRef);
  const evidenceApi = useApi(evidenceApiRef);
  const { number, run, result } = inquiry;
  const proof = `${number}.inquiry.json`;
  const pack = packName(run.number);
  return (
    <Panel title={t('run.verify.title')}>
      <Facts
        facts={[
          {
            id: 'hash',
            label: t('inquiry.page.hash'),
            value: <Digest value={result.sha256} />,
          },
        ]}
      />
      <div className={styles.row}>
        <DownloadButton
          name={proof}
          text={t('inquiry.page.proof')}
          type="application/json"
          load={() => api.getInquiryProof(number)}
        />
        <DownloadButton
          name={pack}
          text={t('run.pack')}
          type="application/zip"
          load={() => evidenceApi.getPack(run.number)}
        />
      </div>
      <PackCommand files={[pack, proof]} />
    </Panel>
  );
}
