import { useTexts } from '../../hooks/useTexts';
import { governanceTranslationRef } from '../../translation';
import { CopyButton } from '../references';
import styles from './ProofPanel.module.css';

/** What somebody without access to the portal types to check a file. */
export function VerifyCommand(props: {
  /** Which file, or several and what else is said of them. */
  file: string;
  /** None while they are not known. */
  keys: readonly string[];
}) {
  const { file, keys } = props;
  const { t } = useTexts(governanceTranslationRef);
  // Without a key the command proves less than it seems to: nobody is to copy it in the second before the keys come.
  if (keys.length === 0) return null;
  const command = [
    'countersign verify',
    file,
    ...keys.map(key => `--key '${key}'`),
  ].join(' ');
  return (
    <div>
      <span className={styles.quiet}>{t('proof.command')}</span>
      <div className={styles.command}>
        <code>{command}</code>
        <CopyButton text={command} name={t('proof.copyCommand')} />
      </div>
    </div>
  );
}
