import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ReportDetail,
  ReportQuestion,
  ReportSource,
  ReportSummary,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  Digest,
  Panel,
  RecordColumns,
  RecordHeader,
  RecordPage,
  RecordState,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useParams } from 'react-router-dom';
import { evidenceApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ControlRefs } from './ControlRefs';
import styles from './Evidence.module.css';
import { SeverityBadge } from './looks';
import { Code, Facts, sizeText } from './parts';
import { ParityPanel } from './ParityPanel';
import { ReadyBadge } from './ReportsPage';
import { RunForm } from './RunForm';

/** One report: the form that runs it, its questions with their queries, its sources, and what is wrong with it. */
export function ReportPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { name = '' } = useParams();
  return (
    <RecordPage
      number={name}
      what={t('report.one')}
      notFound={t('report.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('report.all') }}
      record={useRecord(name, (shown, options) =>
        api.getReport(shown, options),
      )}
    >
      {state => <ReportContent key={name} state={state} />}
    </RecordPage>
  );
}

function ReportContent({ state }: { state: RecordState<ReportDetail> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const list = useRouteRef(rootRouteRef)?.();
  const { detail } = state;
  const { report, questionList, sourceList, files } = detail;
  return (
    <>
      <RecordHeader
        number={report.name}
        title={report.title}
        list={{ href: list, text: t('report.all') }}
        chips={
          <>
            <ReadyBadge ready={report.ready} />
            <ActorLink actor={report.owner} />
            <span className={styles.quiet}>
              {report.schedule ?? t('report.onDemand')}
            </span>
          </>
        }
      >
        <p className={styles.quiet}>{report.description}</p>
      </RecordHeader>
      <RecordColumns
        main={
          <>
            {report.problems.length > 0 && (
              <ProblemsPanel problems={report.problems} />
            )}
            <Panel title={t('report.questionList')}>
              {report.ready && questionList.length === 0 && (
                <span className={styles.quiet}>{t('report.asksNothing')}</span>
              )}
              <ul className={styles.lines}>
                {questionList.map(question => (
                  <QuestionLine key={question.name} question={question} />
                ))}
              </ul>
            </Panel>
            <Panel title={t('report.sourceList')}>
              <ul className={styles.lines}>
                {sourceList.map(source => (
                  <SourceLine key={source.name} source={source} />
                ))}
              </ul>
            </Panel>
          </>
        }
        rail={
          <>
            <RunForm detail={detail} />
            <ParityPanel report={report.name} />
            <Panel title={t('report.files')}>
              <Facts
                facts={[
                  {
                    id: 'digest',
                    label: t('report.digest'),
                    value: report.digest && <Digest value={report.digest} />,
                  },
                  ...files.map(({ path, size, sha256 }) => ({
                    id: path,
                    label: path,
                    value: (
                      <span className={styles.row}>
                        {sizeText(size)} <Digest value={sha256} />
                      </span>
                    ),
                  })),
                ]}
              />
            </Panel>
          </>
        }
      />
    </>
  );
}

function ProblemsPanel({ problems }: { problems: ReportSummary['problems'] }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <Panel title={t('report.problems')} tone="danger">
      <ul className={styles.lines}>
        {problems.map(({ file, line, message }, i) => (
          <li key={i}>
            <span className={styles.grow}>
              <code>{t('report.place', { file, line: String(line) })}</code>:{' '}
              {message}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function QuestionLine({ question }: { question: ReportQuestion }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { title, severity, answers, controls, owner, version, sql } = question;
  return (
    <li>
      <div className={styles.grow}>
        <div className={styles.row}>
          <strong>{title}</strong>
          {answers === 'violations' && <SeverityBadge severity={severity} />}
          <ControlRefs controls={controls} />
        </div>
        <div className={styles.quiet}>
          {question.description ? `${question.description} ` : ''}
          {t(`report.${answers}`)}
          {version && ` · ${t('report.version', { version })}`}
        </div>
        {owner && <ActorLink actor={owner} />}
        <details>
          <summary>{t('report.sql')}</summary>
          <Code text={sql} label={`${t('report.sql')}: ${title}`} />
        </details>
      </div>
    </li>
  );
}

function SourceLine({ source }: { source: ReportSource }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { title, system, configured, query, columns, name } = source;
  return (
    <li>
      <div className={styles.grow}>
        <div className={styles.row}>
          <strong>{title}</strong>
          <code>{name}</code>
          <span className={styles.quiet}>
            {configured ? system : t('report.notConfigured')}
          </span>
        </div>
        <details>
          <summary>{t('report.sourceQuery')}</summary>
          <Code text={query.text} label={`${query.name}: ${title}`} />
          <span className={styles.quiet}>
            {columns.map(column => `${column.name} ${column.type}`).join(', ')}
          </span>
        </details>
      </div>
    </li>
  );
}
