import { Alert, Button } from '@backstage/ui';
import {
  readRefusal,
  saveFile,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiDownloadLine } from '@remixicon/react';
import { ReactNode, useState } from 'react';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';

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

/** A table that may be wider than the page: it scrolls, by keyboard too (WCAG 2.1.1). */
export function WideTable(props: {
  label: string;
  /** It scrolls downwards, too, and its header stays in sight. */
  isTall?: boolean;
  children: ReactNode;
}) {
  const { label, isTall, children } = props;
  return (
    <div
      className={isTall ? styles.tall : styles.scroll}
      aria-label={label}
      role="group"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.table} aria-label={label}>
        {children}
      </table>
    </div>
  );
}

/** A query or another text that is read as it is. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    // A long text scrolls, by keyboard too (WCAG 2.1.1).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.code} aria-label={label} tabIndex={0} role="region">
      {text}
    </pre>
  );
}

/** Under which name the pack of a run is saved. */
export const packName = (number: string) => `${number}.zip`;

const units = ['B', 'kB', 'MB', 'GB'] as const;

/** A size as people read it: `1.2 MB`. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const text = unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1);
  return `${text} ${units[unit]}`;
}

/** A count with its thousands apart. */
export const countText = (count: number) => count.toLocaleString('en-GB');

/** Fetches a file and hands it to the browser; a failure stands beneath the button. */
export function DownloadButton(props: {
  name: string;
  /** What the button says; otherwise "Download". */
  text?: string;
  type?: string;
  load(): Promise<Uint8Array>;
}) {
  const { name, text, type = 'application/octet-stream', load } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const fetchFile = async () => {
    setPending(true);
    setFailure(undefined);
    try {
      saveFile(await load(), { name, type });
    } catch (error) {
      setFailure(readRefusal(error).message);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={isPending}
        aria-label={text ?? t('run.downloadOf', { name })}
        onPress={fetchFile}
      >
        {text ?? t('run.download')}
      </Button>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('run.downloadFailed')}
          description={failure}
        />
      )}
    </>
  );
}

/** Lines of a text field as a list, without blanks and empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}

/** The parameters of a run in one line. */
export function parametersText(
  parameters: Readonly<Record<string, string | readonly string[]>>,
): string {
  return Object.entries(parameters)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : value.join(', ');
      return `${name} ${text || '*'}`;
    })
    .join(' · ');
}
