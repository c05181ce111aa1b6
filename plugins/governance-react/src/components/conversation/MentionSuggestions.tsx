import { parseEntityRef } from '@backstage/catalog-model';
import { RefObject, useEffect, useId, useRef, useState } from 'react';
import { governanceTranslationRef } from '../../translation';
import { useEntitySearch } from '../EntityPicker/useEntitySearch';
import styles from './CommentBox.module.css';
import { useTexts } from '../../hooks/useTexts';

/** People and groups of the catalog for what follows an `@`: arrow keys choose, Enter or Tab takes. */
export function MentionSuggestions(props: {
  /** Holds the text field, which keeps the focus. */
  area: RefObject<HTMLElement>;
  query: string;
  onTake(name: string): void;
  onClose(): void;
}) {
  const { area, query } = props;
  const { t } = useTexts(governanceTranslationRef);
  const id = useId();
  const { kinds, words } = wanted(query);
  const found = useEntitySearch(kinds, words).slice(0, 8);
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, found.length - 1);
  const latest = useRef({ found, chosen, ...props });
  latest.current = { found, chosen, ...props };

  useEffect(() => setAt(0), [query]);

  const isOpen = found.length > 0;
  useEffect(() => {
    const field = area.current?.querySelector('textarea');
    if (!field || !isOpen) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const { found: all, chosen: now, onTake, onClose } = latest.current;
      if (event.ctrlKey || event.metaKey || event.isComposing) return;
      switch (event.key) {
        case 'ArrowDown':
          setAt((now + 1) % all.length);
          break;
        case 'ArrowUp':
          setAt((now - 1 + all.length) % all.length);
          break;
        case 'Enter':
        case 'Tab':
          onTake(nameOf(all[now].entityRef));
          break;
        case 'Escape':
          onClose();
          break;
        default:
          return;
      }
      event.preventDefault();
      event.stopPropagation();
    };
    field.addEventListener('keydown', onKeyDown);
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', id);
    return () => {
      field.removeEventListener('keydown', onKeyDown);
      field.removeAttribute('aria-autocomplete');
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [area, id, isOpen]);
  useEffect(() => {
    if (!isOpen) return;
    area.current
      ?.querySelector('textarea')
      ?.setAttribute('aria-activedescendant', `${id}-${chosen}`);
  }, [area, id, isOpen, chosen]);

  if (!isOpen) return null;
  return (
    <ul
      id={id}
      className={styles.suggestions}
      role="listbox"
      aria-label={t('comment.suggestions')}
    >
      {found.map(({ entityRef, title }, i) => (
        // The field keeps the focus and has the keyboard: the list is moved through with its arrow keys.
        <li
          key={entityRef}
          id={`${id}-${i}`}
          className={styles.suggestion}
          role="option"
          aria-selected={i === chosen}
          tabIndex={-1}
          onPointerDown={event => {
            event.preventDefault();
            props.onTake(nameOf(entityRef));
          }}
        >
          <span>{title}</span>
          <span className={styles.name}>@{nameOf(entityRef)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Which kinds what was typed may name, and the words to look for. */
function wanted(query: string): { kinds: string[]; words: string } {
  const [, kind, rest] = /^(?:(user|group):)?(.*)$/i.exec(query) ?? [];
  return {
    kinds: kind ? [kind.toLocaleLowerCase('en-US')] : ['user', 'group'],
    words: rest.split('/').at(-1) ?? '',
  };
}

/** As short as it names one and only one. */
function nameOf(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  if (kind.toLocaleLowerCase('en-US') !== 'user') {
    return `${kind}:${namespace}/${name}`;
  }
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
