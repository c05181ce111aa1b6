import { TextAreaField, TextField } from '@backstage/ui';
import { FieldProblem } from '../FieldProblem';
import styles from './TextInput.module.css';

/** A text field, or one of several lines, with what is wrong beneath it. */
export function TextInput(props: {
  label: string;
  /** By which others find the control. */
  name?: string;
  value: string;
  onChange(value: string): void;
  description?: string;
  error?: string;
  isRequired?: boolean;
  onBlur?(): void;
  /** More than one line makes it a text area. */
  rows?: number;
  monospace?: boolean;
}) {
  const { rows, error, description, monospace, ...field } = props;
  const common = {
    ...field,
    description: error ? undefined : description,
    className: monospace ? styles.monospace : undefined,
  };
  return (
    <FieldProblem problem={error} className={styles.field}>
      {control =>
        rows ? (
          <TextAreaField {...common} {...control} rows={rows} />
        ) : (
          <TextField {...common} {...control} size="small" />
        )
      }
    </FieldProblem>
  );
}
