import { ExperimentView } from '@countersign/plugin-chaos-drills-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

/** What is wrong with a file, each with its line. */
export function ProblemLines(props: {
  label: string;
  problems: readonly Pick<
    ExperimentView['problems'][number],
    'severity' | 'line' | 'path' | 'message'
  >[];
}) {
  const { label, problems } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <ul className={styles.lines} aria-label={label}>
      {problems.map(({ severity, line, path, message }, i) => (
        <li key={i}>
          <strong>{t(`experiment.${severity}`)}</strong>
          <span className={styles.grow}>
            <code>{t('experiment.place', { line: String(line) })}</code>{' '}
            {path && <code>{path}: </code>}
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
