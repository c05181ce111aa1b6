import { Button } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import { readRefusal } from '../api';
import { governanceTranslationRef } from '../translation';
import styles from './AreaProblems.module.css';
import { AreaAnswer } from './useAreas';
import { useTexts } from '../hooks/useTexts';

/** The areas that did not answer, a line each. */
export function AreaProblems(props: {
  answers: readonly AreaAnswer<unknown>[];
}) {
  const { t } = useTexts(governanceTranslationRef);
  const failed = props.answers.filter(answer => answer.error);
  if (!failed.length) return null;
  return (
    <ul className={styles.problems}>
      {failed.map(({ area, error, refetch }) => (
        <li key={area} role="alert">
          <RiErrorWarningLine size={16} aria-hidden />
          <span>
            {t('shared.areaFailed', {
              area,
              reason: readRefusal(error).message,
            })}
          </span>
          <Button size="small" variant="tertiary" onPress={refetch}>
            {t('shared.async.retry')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
