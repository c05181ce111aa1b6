import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Container, Link } from '@backstage/ui';
import {
  isEvidenceColumn,
  QuestionComparison,
  RunComparison,
} from '@countersign/plugin-compliance-evidence-common';
import {
  AsyncContent,
  PageTitle,
  Panel,
  RecordNumber,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useParams } from 'react-router-dom';
import { assuranceApiRef } from '../api';
import { runRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { WideTable } from './parts';

type Difference = QuestionComparison['rows'][number];

/** A cause holds a query or a digest: this much of it is read. */
const LONGEST_CAUSE = 200;

/** Two runs of a report, question by question: which rows differ, and why. */
export function ComparePage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const { number = '', older = '' } = useParams();
  const back = useRouteRef(runRouteRef)?.({ number });
  const comparison = useAsyncData(`${older}/${number}`, signal =>
    api.compareRuns(older, number, {}, { signal }),
  );
  const title = t('run.comparison.title', { newer: number, older });
  return (
    <Container className={styles.page}>
      <PageTitle title={title} />
      {back && <Link href={back}>← {t('run.answer.back', { number })}</Link>}
      <h1>{title}</h1>
      <div className={styles.row}>
        <RecordNumber number={older} /> → <RecordNumber number={number} />
      </div>
      <AsyncContent
        what={t('run.comparison.what')}
        rows={12}
        result={comparison}
      >
        {({ questions }: RunComparison) => (
          <>
            {questions.map(question => (
              <QuestionPanel key={question.question} compared={question} />
            ))}
          </>
        )}
      </AsyncContent>
    </Container>
  );
}

function QuestionPanel({ compared }: { compared: QuestionComparison }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { title, causes, added, removed, changed, unexplained, rows } =
    compared;
  const total = added + removed + changed;
  const counts = { added, removed, changed };
  return (
    <Panel
      title={title}
      aside={
        <span role="status">
          {total === 0
            ? t('run.comparison.same')
            : (['added', 'removed', 'changed'] as const)
                .map(kind => `${t(`run.comparison.${kind}`)} ${counts[kind]}`)
                .join(' · ')}
        </span>
      }
    >
      {unexplained > 0 && (
        <Alert
          status="danger"
          icon
          title={t('run.comparison.unexplained', { count: unexplained })}
        />
      )}
      <Causes causes={causes} />
      {total > 0 && <DifferenceTable compared={compared} />}
      {rows.length < total && (
        <span className={styles.quiet}>
          {t('run.comparison.more', { count: total - rows.length })}
        </span>
      )}
    </Panel>
  );
}

function Causes({ causes }: Pick<QuestionComparison, 'causes'>) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  if (causes.length === 0) {
    return <span className={styles.quiet}>{t('run.comparison.noCauses')}</span>;
  }
  const short = (text: string | undefined) => text?.slice(0, LONGEST_CAUSE);
  return (
    <details>
      <summary>
        {t('run.comparison.causes')}:{' '}
        {[...new Set(causes.map(({ kind }) => kind))]
          .map(kind => t(`run.comparison.cause.${kind}`))
          .join(', ')}
      </summary>
      <ul className={styles.lines}>
        {causes.map(({ kind, name, older, newer }) => (
          <li key={`${kind} ${name}`}>
            <span className={styles.grow}>
              <strong>{t(`run.comparison.cause.${kind}`)}</strong>{' '}
              <code>{name}</code>
              <div className={styles.mono}>
                {t('run.comparison.was', { value: short(older) ?? '—' })}
              </div>
              <div className={styles.mono}>
                {t('run.comparison.is', { value: short(newer) ?? '—' })}
              </div>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function DifferenceTable({ compared }: { compared: QuestionComparison }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <WideTable label={compared.title}>
      <thead>
        <tr>
          <th scope="col">{t('run.comparison.difference')}</th>
          <th scope="col">{t('run.comparison.key')}</th>
          <th scope="col">{t('run.answer.values')}</th>
          <th scope="col">{t('run.comparison.why')}</th>
        </tr>
      </thead>
      <tbody>
        {compared.rows.map((row, i) => (
          <tr key={i}>
            <td>{t(`run.comparison.${row.kind}`)}</td>
            <th scope="row">{row.key.map(v => v ?? '–').join(' · ')}</th>
            <td>
              <Values compared={compared} row={row} />
            </td>
            <td>
              {row.causes
                .map(kind => t(`run.comparison.cause.${kind}`))
                .join(', ') || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

/** A changed row shows what changed; another one shows itself. */
function Values(props: { compared: QuestionComparison; row: Difference }) {
  const { compared, row } = props;
  const { columns } = compared;
  const { older, newer } = row;
  const cell = (side: 'older' | 'newer', column: string) =>
    row[side]?.values[columns[side].indexOf(column)] ?? '–';
  if (row.kind === 'changed') {
    return (
      <>
        {row.columns.map(column => (
          <div key={column}>
            {column}: <del>{cell('older', column)}</del> →{' '}
            <ins>{cell('newer', column)}</ins>
          </div>
        ))}
      </>
    );
  }
  const side = newer ? 'newer' : 'older';
  const values = (newer ?? older)?.values ?? [];
  return (
    <>
      {columns[side]
        .map((column, i) => ({ column, value: values[i] }))
        .filter(({ column }) => !isEvidenceColumn(column))
        .map(({ column, value }) => `${column} ${value ?? '–'}`)
        .join(' · ')}
    </>
  );
}
