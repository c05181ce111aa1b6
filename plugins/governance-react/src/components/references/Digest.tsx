import { CopyButton } from './CopyButton';
import styles from './Digest.module.css';

/** A digest or commit, short enough to compare by eye, whole on hover and in the clipboard. */
export function Digest(props: { value: string; name?: string }) {
  const { value, name } = props;
  const [, algorithm, hex] = /^(sha256:)?(.*)$/.exec(value) ?? [];
  return (
    <span className={styles.digest}>
      <code title={value}>{`${algorithm ?? ''}${hex.slice(0, 12)}`}</code>
      <CopyButton text={value} name={name} />
    </span>
  );
}
