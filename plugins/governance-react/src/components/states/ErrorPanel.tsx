import { Alert, Button } from '@backstage/ui';
import { governanceTranslationRef } from '../../translation';
import { readRefusal } from '../../api/refusal';
import { useTexts } from '../../hooks/useTexts';

/** Says what failed and why, and offers to try again. */
export function ErrorPanel(props: {
  /** A noun phrase: what was being loaded, such as "the change". */
  what: string;
  error: Error;
  onRetry?: () => void;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const { what, error, onRetry } = props;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('shared.async.failed', { what })}
      description={readRefusal(error).message}
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('shared.async.retry')}
          </Button>
        )
      }
    />
  );
}
