import { Combobox } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { useEntitySearch } from './useEntitySearch';
import { FieldProblem } from '../FieldProblem/FieldProblem';
import { governanceTranslationRef } from '../../translation';
import { EntityName } from '../references';
import styles from './EntityPicker.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Chooses catalog entities: type a few letters, take one, take another. */
export function EntityPicker(props: {
  label: string;
  description?: string;
  placeholder?: string;
  /** Kinds offered, such as `Component`. */
  kinds: string[];
  /** Entity refs. */
  value: string[];
  onChange(value: string[]): void;
  /** A choice replaces the one before. */
  single?: boolean;
  isRequired?: boolean;
  error?: string;
}) {
  const { label, kinds, value, onChange, single, error } = props;
  const { t } = useTexts(governanceTranslationRef);
  const [text, setText] = useState('');
  const found = useEntitySearch(kinds, text).filter(
    choice => !value.includes(choice.entityRef),
  );
  return (
    <div className={styles.root}>
      <FieldProblem problem={error}>
        {control => (
          <Combobox
            {...control}
            label={label}
            description={error ? undefined : props.description}
            placeholder={props.placeholder}
            isRequired={props.isRequired}
            options={found.map(choice => ({
              id: choice.entityRef,
              label: `${choice.title} · ${choice.kind.toLocaleLowerCase(
                'en-US',
              )}`,
            }))}
            search={{
              mode: 'server',
              inputValue: text,
              onInputChange: setText,
            }}
            selectedKey={null}
            onSelectionChange={key => {
              if (key === null) return;
              onChange(single ? [String(key)] : [...value, String(key)]);
              setText('');
            }}
            menuTrigger="focus"
          />
        )}
      </FieldProblem>
      {value.length > 0 && (
        <ul className={styles.chosen} aria-label={label}>
          {value.map(ref => (
            <li key={ref} className={styles.chip}>
              <EntityName entityRef={ref} />
              <button
                type="button"
                className={styles.remove}
                aria-label={t('shared.remove', { name: ref })}
                onClick={() => onChange(value.filter(other => other !== ref))}
              >
                <RiCloseLine size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
