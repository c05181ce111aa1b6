import { governanceTranslationRef } from '../../translation';
import styles from './figures.module.css';
import { useTexts } from '../../hooks/useTexts';

/** What a figure means and what it leaves out, in the server's own words. */
export interface FigureDefinition {
  id: string;
  definition: string;
  exclusions?: string;
}

/** The meaning of a figure, for whoever wants to know. */
export function Meaning(props: {
  definitions: readonly FigureDefinition[];
  /** Which figure; the id that the report gives its definition. */
  id: string;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const found = props.definitions.find(({ id }) => id === props.id);
  if (!found) return null;
  return (
    <details className={styles.meaning}>
      <summary>{t('figure.definition')}</summary>
      <p>{found.definition}</p>
      {found.exclusions && (
        <p>{t('figure.excluded', { text: found.exclusions })}</p>
      )}
    </details>
  );
}
