import { Alert, Button } from '@backstage/ui';
import { RiForbidLine } from '@remixicon/react';
import { governanceTranslationRef } from '../../translation';
import { deniedReading, readRefusal } from '../../api/refusal';
import { useTexts } from '../../hooks/useTexts';

/** Says what failed and why, and offers to try again; and what its reader may not, which is no failure. */
export function ErrorPanel(props: {
  /** A noun phrase: what was being loaded, such as "the change". */
  what: string;
  error: Error;
  onRetry?: () => void;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const { what, error, onRetry } = props;
  const denied = deniedReading(error);
  if (denied !== undefined) {
    return <Alert status="info" icon={<RiForbidLine />} title={denied} />;
  }
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
