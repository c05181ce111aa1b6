import { governanceTranslationRef } from '../../translation';
import { SaveButton } from './SaveButton';
import { useTexts } from '../../hooks/useTexts';

/** Saves a list as a CSV file. */
export function ExportButton(props: {
  /** Of the file, without its ending. */
  name: string;
  /** The bytes of the file. */
  load(): Promise<Uint8Array>;
  isDisabled?: boolean;
}) {
  const { name, load, isDisabled } = props;
  const { t } = useTexts(governanceTranslationRef);
  return (
    <SaveButton
      file={{ name: `${name}.csv`, type: 'text/csv' }}
      load={load}
      label={t('list.export')}
      failed={t('list.exportFailed')}
      isDisabled={isDisabled}
    />
  );
}
