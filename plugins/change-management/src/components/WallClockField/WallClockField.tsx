import { FieldLabel, Text } from '@backstage/ui';
import { useId } from 'react';
import styles from './WallClockField.module.css';

/** A date and a time of day, by the platform's own picker: it works by keyboard, by screen reader and on a phone. */
export function WallClockField(props: {
  label: string;
  /** `yyyy-MM-ddTHH:mm` */
  value: string;
  onChange(value: string): void;
  type?: 'datetime-local' | 'date';
  error?: string;
}) {
  const { label, value, onChange, type = 'datetime-local', error } = props;
  const id = useId();
  return (
    <div className={styles.field}>
      <FieldLabel label={label} htmlFor={id} id={`${id}-label`} />
      <input
        id={id}
        className={styles.input}
        type={type}
        value={value}
        onChange={event => onChange(event.target.value)}
        aria-invalid={Boolean(error)}
        aria-describedby={error ? `${id}-error` : undefined}
      />
      {error && (
        <Text id={`${id}-error`} color="danger" variant="body-small">
          {error}
        </Text>
      )}
    </div>
  );
}
