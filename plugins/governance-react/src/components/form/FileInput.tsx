import { useId } from 'react';
import { FieldProblem } from '../FieldProblem';
import styles from './FileInput.module.css';

/** Chooses a file; what is wrong with it stands beneath. */
export function FileInput(props: {
  label: string;
  /** Endings of files and media types that are offered: `.json,.yaml`. */
  accept: string;
  error?: string;
  onFile(file: File | undefined): void;
}) {
  const { label, accept, error, onFile } = props;
  const id = useId();
  return (
    <FieldProblem problem={error} className={styles.field}>
      {({ isInvalid, ...described }) => (
        <>
          <label htmlFor={id}>{label}</label>
          <input
            {...described}
            id={id}
            type="file"
            accept={accept}
            aria-invalid={isInvalid ?? false}
            onChange={({ target }) => onFile(target.files?.[0])}
          />
        </>
      )}
    </FieldProblem>
  );
}
