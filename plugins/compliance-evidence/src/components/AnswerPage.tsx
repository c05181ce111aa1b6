import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import { QuestionRows } from '@countersign/plugin-compliance-evidence-common';
import {
  AsyncContent,
  EmptyState,
  PageTitle,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useParams, useSearchParams } from 'react-router-dom';
import { evidenceApiRef } from '../api';
import { runRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ANSWER_PAGE, AnswerPager, pageWith } from './AnswerPager';
import { ControlRefs } from './ControlRefs';
import styles from './Evidence.module.css';
import { SeverityBadge } from './looks';
import { Code, countText, WideTable } from './parts';
import { RowProof } from './RowProof';

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

/** The answer to one question of a run, row by row; a row shows its evidence and its proof. */
export function AnswerPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { number = '', question = '' } = useParams();
  const [params] = useSearchParams();
  const row = wholeNumber(params.get('row'));
  const from = wholeNumber(params.get('from')) ?? pageWith(row ?? 0);
  const answer = useAsyncData(
    `${number}/${question}/${from}`,
    signal =>
      api.getQuestionRows(
        number,
        question,
        { from, limit: ANSWER_PAGE },
        { signal },
      ),
    { keepPrevious: true },
  );
  const back = useRouteRef(runRouteRef)?.({ number });
  return (
    <Container className={styles.page}>
      {back && <Link href={back}>← {t('run.answer.back', { number })}</Link>}
      <AsyncContent what={t('run.answer.what')} rows={12} result={answer}>
        {rows => <Answer number={number} rows={rows} from={from} row={row} />}
      </AsyncContent>
    </Container>
  );
}

function Answer(props: {
  number: string;
  rows: QuestionRows;
  from: number;
  row?: number;
}) {
  const { number, rows, from, row } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { question, items } = rows;
  const chosen = items.find(({ position }) => position === row);
  return (
    <>
      <PageTitle title={`${number} · ${question.title}`} />
      <h1>{question.title}</h1>
      <div className={styles.row}>
        {question.answers === 'violations' && (
          <SeverityBadge severity={question.severity} />
        )}
        <ControlRefs controls={question.controls} />
        <span className={styles.quiet}>
          {t('report.version', { version: question.version })}
        </span>
      </div>
      <details>
        <summary>{t('report.sql')}</summary>
        <Code text={question.sql} label={t('report.sql')} />
      </details>
      {question.rows === 0 ? (
        <EmptyState
          title={t(
            question.answers === 'violations'
              ? 'run.answer.empty'
              : 'run.answer.emptyPopulation',
          )}
        />
      ) : (
        <>
          <div className={chosen ? styles.split : undefined}>
            <AnswerTable rows={rows} from={from} chosen={row} />
            {chosen && (
              <RowProof
                number={number}
                answer={rows}
                row={chosen}
                from={from}
              />
            )}
          </div>
          <AnswerPager rows={rows} from={from} />
        </>
      )}
    </>
  );
}

function AnswerTable(props: {
  rows: QuestionRows;
  from: number;
  chosen?: number;
}) {
  const { rows, from, chosen } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [, setParams] = useSearchParams();
  const { question, items } = rows;
  const open = (position: number) =>
    setParams({ from: String(from), row: String(position) });
  return (
    <WideTable label={question.title}>
      <thead>
        <tr>
          <th scope="col">{t('run.answer.position')}</th>
          {question.columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ position, values }) => (
          <tr
            key={position}
            className={position === chosen ? styles.chosen : undefined}
          >
            <th scope="row">
              <button
                type="button"
                className={styles.rowButton}
                aria-label={t('run.answer.open', {
                  position: String(position + 1),
                })}
                aria-pressed={position === chosen}
                onClick={() => open(position)}
              >
                {countText(position + 1)}
              </button>
            </th>
            {question.columns.map((column, i) => (
              <td key={column} onClick={() => open(position)}>
                {values[i] ?? (
                  <span className={styles.quiet}>{t('emptyCell')}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
