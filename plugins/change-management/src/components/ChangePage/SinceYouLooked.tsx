import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangePage.module.css';
import { SubjectChange } from './SubjectChange';
import { inReadingOrder, useSubjectLabel } from './useSubjectLabel';
import { useDifferences } from './useLook';

/** What differs from what the reader looked at, field by field, and the button that says that they have looked. */
export function SinceYouLooked(props: {
  /** The server refused since it is not what the reader saw. */
  refused?: boolean;
  onLooked?(): void;
}) {
  const { refused, onLooked } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const label = useSubjectLabel();
  const { differences, markLooked } = useDifferences();
  if (!differences) return null;
  const { fields, before, after } = differences;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t(refused ? 'change.looked.refused' : 'change.looked.title')}
      description={
        <div className={styles.differences}>
          <dl className={styles.difference}>
            {inReadingOrder(fields).map(field => (
              <div key={field}>
                <dt>{label(field)}</dt>
                <dd>
                  <SubjectChange field={field} before={before} after={after} />
                </dd>
              </div>
            ))}
          </dl>
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
