import { Text, TextAreaField, TextField } from '@backstage/ui';
import styles from './ChangeForm.module.css';

/** A text field, or one of several lines, with what is wrong beneath it. */
export function TextInput(props: {
  label: string;
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
    isInvalid: Boolean(error),
    className: monospace ? styles.monospace : undefined,
  };
  return (
    <div className={styles.field}>
      {rows ? (
        <TextAreaField {...common} rows={rows} />
      ) : (
        <TextField {...common} size="small" />
      )}
      {error && (
        <Text role="alert" variant="body-small" className={styles.error}>
          {error}
        </Text>
      )}
    </div>
  );
}
