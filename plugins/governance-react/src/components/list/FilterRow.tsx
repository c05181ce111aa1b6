import { Button, SearchField, Select } from '@backstage/ui';
import {
  ReactNode,
  RefObject,
  useEffect,
  useReducer,
  useRef,
  useState,
} from 'react';
import { governanceTranslationRef } from '../../translation';
import styles from './list.module.css';
import { useTexts } from '../../hooks/useTexts';

/** How long to wait for the next key before the list is asked, in milliseconds. */
const PAUSE = 300;

/** What is searched for in a list. */
interface SearchProps {
  /** What a screen reader says. */
  label: string;
  placeholder: string;
  value: string;
  onChange(text: string): void;
  /** Of the input: `/` focuses it. */
  inputRef?: RefObject<HTMLInputElement>;
}

/** The filters of a list in a row: views, search, whatever else, and the button that clears them. */
export function FilterRow(props: {
  /** Stands before the filters. */
  views?: ReactNode;
  search?: SearchProps;
  isFiltered: boolean;
  onClear(): void;
  children?: ReactNode;
}) {
  const { views, search, isFiltered, onClear } = props;
  const { t } = useTexts(governanceTranslationRef);
  // What was typed and not yet asked for goes, too.
  const [clears, noteClear] = useReducer((count: number) => count + 1, 0);
  const clear = () => {
    noteClear();
    onClear();
  };
  return (
    <div className={styles.filters} role="search">
      {views}
      {search && <Search key={clears} {...search} />}
      {props.children}
      {isFiltered && (
        <Button size="small" variant="tertiary" onPress={clear}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}

/** Asks once whoever types has paused. */
function Search(props: SearchProps) {
  const { label, placeholder, value, onChange, inputRef } = props;
  const [text, setText] = useState(value);
  // What was asked for comes back as the value; whoever types on meanwhile keeps what he typed.
  const asked = useRef(value);
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => {
      asked.current = text;
      onChange(text);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className={styles.search} ref={searchContainer(inputRef)}>
      <SearchField
        aria-label={label}
        placeholder={placeholder}
        size="small"
        value={text}
        onChange={setText}
      />
    </div>
  );
}

/** One of the usual filters of a list, which takes several values. */
export function FilterSelect(props: {
  label: string;
  options: { id: string; label: string }[];
  value: string[];
  onChange(value: string[]): void;
}) {
  const { label, options, value, onChange } = props;
  return (
    <div className={styles.select}>
      <Select
        aria-label={label}
        placeholder={label}
        size="small"
        selectionMode="multiple"
        options={options}
        value={value}
        onChange={keys => onChange(keys.map(String))}
      />
    </div>
  );
}

/** A filter whose values are known: what is chosen keeps their order, whichever was chosen first. */
export function ChoiceFilter<T extends string>(props: {
  label: string;
  choices: readonly T[];
  labelOf(choice: T): string;
  value: readonly T[];
  onChange(value: T[]): void;
}) {
  const { label, choices, labelOf, value, onChange } = props;
  return (
    <FilterSelect
      label={label}
      options={choices.map(id => ({ id, label: labelOf(id) }))}
      value={[...value]}
      onChange={chosen =>
        onChange(choices.filter(each => chosen.includes(each)))
      }
    />
  );
}

/** The search field of `@backstage/ui` hands out its wrapper; the key that focuses it needs the input within. */
function searchContainer(inputRef?: RefObject<HTMLInputElement>) {
  return (element: HTMLDivElement | null) => {
    if (inputRef) {
      Object.assign(inputRef, { current: element?.querySelector('input') });
    }
  };
}
