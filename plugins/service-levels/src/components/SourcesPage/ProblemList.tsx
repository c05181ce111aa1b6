import {
  CopyButton,
  RowBoundary,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { DefinitionProblems } from '@countersign/plugin-service-levels-common';
import { RiErrorWarningLine, RiInformationLine } from '@remixicon/react';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './SourcesPage.module.css';

type Problem = DefinitionProblems['items'][number];

/** What is wrong with definitions, file by file: where, which rule, and what would be right. */
export function ProblemList(props: { problems: readonly Problem[] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  return (
    <table className={styles.table} aria-label={t('problems.title')}>
      <thead>
        <tr>
          {(['place', 'document', 'problem', 'rule'] as const).map(column => (
            <th key={column} scope="col">
              {t(`problems.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.problems.map((problem, i) => (
          <tr key={i}>
            <RowBoundary name={`${problem.file}:${problem.line}`}>
              <ProblemCells problem={problem} />
            </RowBoundary>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ProblemCells(props: { problem: Problem }) {
  const { file, line, document, path, rule, severity, message } = props.problem;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const isError = severity === 'error';
  return (
    <>
      <th scope="row">
        <code>{file}</code>
        <CopyButton text={`${file}:${line}`} />
        <div className={styles.quiet}>
          {t('problems.line', { line: String(line) })}
        </div>
      </th>
      <td>
        {document ?? '—'}
        {path && (
          <div className={styles.quiet}>
            <code>{path}</code>
          </div>
        )}
      </td>
      <td>
        <ToneBadge
          tone={isError ? 'danger' : 'warning'}
          icon={isError ? RiErrorWarningLine : RiInformationLine}
        >
          {t(`problems.severity.${severity}`)}
        </ToneBadge>{' '}
        {message}
      </td>
      <td>
        <code>{rule}</code>
      </td>
    </>
  );
}
