import { FieldLabel } from '@backstage/ui';
import { useId } from 'react';
import { FieldProblem, ProblemOfControl } from '../FieldProblem/FieldProblem';
import styles from './WallClockField.module.css';

/** A date and a time of day, by the platform's own picker: it works by keyboard, by screen reader and on a phone. */
export function WallClockField(props: {
  label: string;
  /** `yyyy-MM-ddTHH:mm` */
  value: string;
  onChange(value: string): void;
  type?: 'datetime-local' | 'date';
  error?: string;
  /** What is wrong with this field and others together; the sentence stands with them. */
  sharedProblem?: ProblemOfControl;
}) {
  const { label, value, onChange, type = 'datetime-local', error } = props;
  const id = useId();
  return (
    <FieldProblem problem={error} className={styles.field}>
      {own => {
        const control = { ...props.sharedProblem, ...own };
        return (
          <>
            <FieldLabel label={label} htmlFor={id} id={`${id}-label`} />
            <input
              id={id}
              className={styles.input}
              type={type}
              value={value}
              onChange={event => onChange(event.target.value)}
              aria-invalid={control.isInvalid}
              aria-describedby={control['aria-describedby']}
            />
          </>
        );
      }}
    </FieldProblem>
  );
}
