import {
  CopyButton,
  Digest,
  Panel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './ObjectivePage.module.css';

/** The definition as it was written, and where. */
export function DefinitionPanel(props: {
  definition: ObjectiveDetail['definition'];
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { file, line, digest, text } = props.definition;
  const place = `${file}:${line}`;
  return (
    <Panel
      title={t('objective.definition.title')}
      aside={<Digest value={digest} name={t('objective.definition.digest')} />}
    >
      <span className={styles.place}>
        {t('objective.definition.place', { file, line: String(line) })}
        <CopyButton text={place} />
      </span>
      <details>
        <summary>{t('objective.definition.text')}</summary>
        <pre className={styles.text}>{text}</pre>
      </details>
    </Panel>
  );
}
