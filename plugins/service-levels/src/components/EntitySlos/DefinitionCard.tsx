import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  AsyncContent,
  CopyButton,
  SkeletonRows,
  TitledCard,
  useAsyncData,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import {
  ANNOTATION_DEFINITION_FILE,
  ANNOTATION_DEFINITION_LINE,
  ANNOTATION_DEFINITION_TEXT,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { ProblemList } from '../SourcesPage/ProblemList';
import styles from './EntitySlos.module.css';

/** An OpenSLO definition as it is written, where it stands, and what is wrong with it. */
export function DefinitionCard() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { entity } = useEntity();
  const { annotations = {} } = entity.metadata;
  const text = annotations[ANNOTATION_DEFINITION_TEXT];
  const file = annotations[ANNOTATION_DEFINITION_FILE];
  const line = annotations[ANNOTATION_DEFINITION_LINE];
  return (
    <TitledCard title={t('entity.definition.title')}>
      {file && (
        <span className={styles.quiet}>
          {t('entity.definition.place', { file, line: line ?? '1' })}
        </span>
      )}
      {file && (
        <WhenVisible
          placeholder={
            <SkeletonRows rows={1} height={24} what={t('problems.what')} />
          }
        >
          <Problems file={file} from={Number(line ?? 1)} text={text ?? ''} />
        </WhenVisible>
      )}
      {text ? (
        <div className={styles.snippet}>
          <CopyButton text={text} name={t('entity.first.copy')} />
          <pre>{text}</pre>
        </div>
      ) : (
        <p className={styles.quiet}>{t('entity.definition.none')}</p>
      )}
    </TitledCard>
  );
}

/** What is wrong within the lines of this definition. */
function Problems(props: { file: string; from: number; text: string }) {
  const { file, from, text } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const to = from + text.split('\n').length;
  const problems = useAsyncData('problems', signal =>
    api.listDefinitionProblems({ signal }),
  );
  return (
    <AsyncContent what={t('problems.what')} rows={1} result={problems}>
      {({ items }) => {
        const own = items.filter(
          each => each.file === file && each.line >= from && each.line < to,
        );
        return own.length > 0 ? (
          <ProblemList problems={own} />
        ) : (
          <p className={styles.quiet}>{t('entity.definition.works')}</p>
        );
      }}
    </AsyncContent>
  );
}
