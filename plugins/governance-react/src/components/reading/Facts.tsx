import { ReactNode } from 'react';
import styles from './reading.module.css';

/** Facts as term and value, those without a value left out. */
export function Facts(props: {
  facts: readonly { id: string; label: string; value: ReactNode }[];
}) {
  return (
    <dl className={styles.facts}>
      {props.facts
        .filter(({ value }) => value !== undefined && value !== null)
        .map(({ id, label, value }) => (
          <FactLine key={id} label={label} value={value} />
        ))}
    </dl>
  );
}

function FactLine({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
