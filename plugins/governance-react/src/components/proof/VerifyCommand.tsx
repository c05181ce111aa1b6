import { useTexts } from '../../hooks/useTexts';
import { governanceTranslationRef } from '../../translation';
import { CopyButton } from '../references';
import styles from './ProofPanel.module.css';

/** What somebody without access to the portal types to check a file. */
export function VerifyCommand(props: {
  /** Which file, or several and what else is said of them. */
  file: string;
  keys: readonly string[];
}) {
  const { file, keys } = props;
  const { t } = useTexts(governanceTranslationRef);
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
