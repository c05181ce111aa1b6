import { Tag, TagGroup } from '@backstage/ui';
import { governanceTranslationRef } from '../../translation';
import styles from './list.module.css';
import { useTexts } from '../../hooks/useTexts';

/** A filter that is set. */
export interface FilterChip<F> {
  id: string;
  text: string;
  /** What the filters are without it. */
  without: Partial<F>;
}

/** The filters that a list's bar itself does not show, each with a button that takes it away. */
export function FilterChips<F>(props: {
  chips: readonly FilterChip<F>[];
  onChange(change: Partial<F>): void;
}) {
  const { chips, onChange } = props;
  const { t } = useTexts(governanceTranslationRef);
  if (!chips.length) return null;
  return (
    <div className={styles.active}>
      <TagGroup
        aria-label={t('list.active')}
        onRemove={keys =>
          chips
            .filter(({ id }) => keys.has(id))
            .forEach(({ without }) => onChange(without))
        }
      >
        {chips.map(({ id, text }) => (
          <Tag key={id} id={id} textValue={text}>
            {text}
          </Tag>
        ))}
      </TagGroup>
    </div>
  );
}
