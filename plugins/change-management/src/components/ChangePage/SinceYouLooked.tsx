import { Alert, Button } from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangePage.module.css';
import { DifferenceList } from './DifferenceList';
import { useDifferences } from './useLook';

/** What differs from what the reader looked at, field by field, and the button that says that they have looked. */
export function SinceYouLooked(props: {
  /** The server refused since it is not what the reader saw. */
  refused?: boolean;
  onLooked?(): void;
}) {
  const { refused, onLooked } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { differences, markLooked } = useDifferences();
  if (!differences) return null;
  const { approvedIn } = differences;
  const title =
    approvedIn === undefined
      ? t('change.looked.title')
      : t('change.looked.approved', { round: String(approvedIn) });
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={refused ? t('change.looked.refused') : title}
      description={
        <div className={styles.differences}>
          <DifferenceList differences={differences} />
          <Button
            size="small"
            variant="secondary"
            onPress={() => {
              markLooked();
              onLooked?.();
            }}
          >
            {t('change.looked.done')}
          </Button>
        </div>
      }
    />
  );
}
