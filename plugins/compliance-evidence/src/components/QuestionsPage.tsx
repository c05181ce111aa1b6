import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import {
  ReportQuestion,
  ReportSummary,
} from '@countersign/plugin-compliance-evidence-common';
import {
  AsyncContent,
  deniedPage,
  EmptyState,
  FilterRow,
  NotForYou,
  RowBoundary,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useSearchParams } from 'react-router-dom';
import { evidenceApiRef } from '../api';
import { answerRouteRef, reportRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ControlRefs } from './ControlRefs';
import styles from './Evidence.module.css';
import { SeverityBadge } from './looks';
import { tableRoles as roles, WideTable } from './parts';

interface Asked {
  report: ReportSummary;
  question: ReportQuestion;
}

/** True when every word stands somewhere in the question. */
function matches({ question, report }: Asked, q: string): boolean {
  const controls = question.controls
    .map(({ framework, id, title }) => `${framework} ${id} ${title ?? ''}`)
    .join(' ');
  const text =
    `${question.name} ${question.title} ${report.title} ${controls}`.toLocaleLowerCase();
  return q
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** Every question that some report answers, with the controls it is about; the words searched for are in the address. */
export function QuestionsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const asked = useAsyncData('questions', async signal => {
    const { items } = await api.listReports({ signal });
    const details = await Promise.all(
      items.map(({ name }) => api.getReport(name, { signal })),
    );
    return details.flatMap(({ report, questionList }): Asked[] =>
      questionList.map(question => ({ report, question })),
    );
  });
  const setQ = (words: string) =>
    setParams(words ? { q: words } : {}, { replace: true });
  const denied = deniedPage(asked);
  if (denied !== undefined) return <NotForYou title={denied} />;
  return (
    <Container className={styles.listPage}>
      <FilterRow
        search={{
          label: t('report.page.search'),
          placeholder: t('search'),
          value: q,
          onChange: setQ,
        }}
        isFiltered={q !== ''}
        onClear={() => setQ('')}
      />
      <AsyncContent what={t('report.what')} rows={12} result={asked}>
        {all => <QuestionTable all={all} q={q} />}
      </AsyncContent>
    </Container>
  );
}

function QuestionTable({ all, q }: { all: Asked[]; q: string }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const shown = all.filter(each => matches(each, q));
  if (shown.length === 0) {
    return (
      <EmptyState
        title={t(
          all.length === 0 ? 'report.page.empty' : 'report.page.filtered',
        )}
        description={
          all.length === 0 ? t('report.page.emptyDescription') : undefined
        }
      />
    );
  }
  return (
    <WideTable label={t('area.questions')} isStacked>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHeader} scope="col">
            {t('report.page.question')}
          </th>
          <th {...roles.columnHeader} scope="col">
            {t('severity.label')}
          </th>
          <th {...roles.columnHeader} scope="col">
            {t('report.page.controls')}
          </th>
          <th {...roles.columnHeader} scope="col">
            {t('report.page.report')}
          </th>
          <th {...roles.columnHeader} scope="col">
            {t('report.lastRun')}
          </th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {shown.map(({ report, question }) => (
          <tr {...roles.row} key={`${report.name} ${question.name}`}>
            <th {...roles.rowHeader} scope="row">
              <RowBoundary name={question.name}>
                {question.title}
                <div className={styles.description}>
                  {question.description} {t(`report.${question.answers}`)}
                </div>
              </RowBoundary>
            </th>
            <td {...roles.cell} data-label={t('severity.label')}>
              {question.answers === 'violations' && (
                <SeverityBadge severity={question.severity} />
              )}
            </td>
            <td {...roles.cell} data-label={t('report.page.controls')}>
              <ControlRefs controls={question.controls} />
            </td>
            <td {...roles.cell} data-label={t('report.page.report')}>
              <ReportLink report={report} />
            </td>
            <td {...roles.cell} data-label={t('report.lastRun')}>
              <LastAnswer report={report} question={question} />
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function ReportLink({ report }: { report: ReportSummary }) {
  const href = useRouteRef(reportRouteRef)?.({ name: report.name });
  return <Link href={href}>{report.title}</Link>;
}

/** The answer of the last run, where it was completed. */
function LastAnswer({ report, question }: Asked) {
  const answerLink = useRouteRef(answerRouteRef);
  const { lastRun } = report;
  if (lastRun?.state !== 'completed') return <>—</>;
  return (
    <Link
      href={answerLink?.({
        number: lastRun.number,
        question: question.name,
      })}
    >
      {lastRun.number}
    </Link>
  );
}
