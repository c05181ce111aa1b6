import { useId } from 'react';
import styles from './Evidence.module.css';

/** Chooses a file, and hands it over as base64; what is wrong with it stands beneath. */
export function FileInput(props: {
  label: string;
  accept: string;
  error?: string;
  onFile(file: { name: string; content: string } | undefined): void;
}) {
  const { label, accept, error, onFile } = props;
  const id = useId();
  return (
    <div className={styles.stack}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-invalid={error !== undefined}
        aria-describedby={error && `${id}-error`}
        onChange={async ({ target }) => {
          const file = target.files?.[0];
          onFile(file && { name: file.name, content: await base64Of(file) });
        }}
      />
      {error && (
        <span id={`${id}-error`} role="alert" className={styles.wrong}>
          {error}
        </span>
      )}
    </div>
  );
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // A data URL: what follows the comma is the file.
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
