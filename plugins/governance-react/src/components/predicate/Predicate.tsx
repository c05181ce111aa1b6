import { governanceTranslationRef } from '../../translation';
import styles from './Predicate.module.css';
import { useTexts } from '../../hooks/useTexts';

const valueOperators = ['$in', '$exists', '$contains', '$hasPrefix'] as const;

/** A filter predicate as a person would say it; an operator this page does not know is shown as it is written. */
export function Predicate(props: { predicate: unknown }) {
  const { t } = useTexts(governanceTranslationRef);
  const { predicate } = props;
  if (predicate === undefined) return <em>{t('predicate.always')}</em>;
  return <Clause value={predicate} />;
}

function Clause(props: { value: unknown }) {
  const { value } = props;
  const { t } = useTexts(governanceTranslationRef);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return <Plain value={value} />;
  }
  const entries = Object.entries(value);
  const [[key, inner] = ['', undefined]] = entries;
  if ((key === '$all' || key === '$any') && Array.isArray(inner)) {
    return (
      <span>
        {t(key === '$all' ? 'predicate.all' : 'predicate.any')}
        <ul className={styles.clauses}>
          {inner.map((part, i) => (
            <li key={i}>
              <Clause value={part} />
            </li>
          ))}
        </ul>
      </span>
    );
  }
  if (key === '$not') {
    return (
      <span>
        {t('predicate.not')} <Clause value={inner} />
      </span>
    );
  }
  if (entries.length === 1) return <Condition path={key} wanted={inner} />;
  return (
    <ul className={styles.clauses}>
      {entries.map(([path, wanted]) => (
        <li key={path}>
          <Condition path={path} wanted={wanted} />
        </li>
      ))}
    </ul>
  );
}

function Condition(props: { path: string; wanted: unknown }) {
  return (
    <>
      <code>{props.path}</code> <Wanted value={props.wanted} />
    </>
  );
}

/** What is asked of one value. */
function Wanted(props: { value: unknown }) {
  const { value } = props;
  const { t } = useTexts(governanceTranslationRef);
  if (typeof value !== 'object' || value === null) {
    return (
      <>
        {t('predicate.is')} <Plain value={value} />
      </>
    );
  }
  const [[key, inner] = ['', undefined]] = Object.entries(value);
  const operator = valueOperators.find(name => name === key);
  if (operator === '$exists') {
    return <>{t(inner ? 'predicate.op.$exists' : 'predicate.op.$missing')}</>;
  }
  if (operator === '$contains') {
    return (
      <>
        {t('predicate.op.$contains')} <Clause value={inner} />
      </>
    );
  }
  if (operator) {
    return (
      <>
        {t(`predicate.op.${operator}`)} <Plain value={inner} />
      </>
    );
  }
  return <Plain value={value} />;
}

function Plain(props: { value: unknown }) {
  const { value } = props;
  let text = JSON.stringify(value);
  if (typeof value === 'string') text = value;
  if (Array.isArray(value)) text = value.map(String).join(', ');
  return <code className={styles.value}>{text}</code>;
}
