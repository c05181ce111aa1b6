import { Button } from '@backstage/ui';
import { RiErrorWarningLine, RiForbidLine } from '@remixicon/react';
import { deniedReading, readRefusal } from '../api';
import { governanceTranslationRef } from '../translation';
import styles from './AreaProblems.module.css';
import { AreaAnswer } from './useAreas';
import { useTexts } from '../hooks/useTexts';

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The areas that did not answer, a line each; and those that their reader may not read, quietly. */
export function AreaProblems(props: {
  answers: readonly AreaAnswer<unknown>[];
}) {
  const { t } = useTexts(governanceTranslationRef);
  const withoutAnswer = props.answers.filter(answer => answer.error);
  const failed = withoutAnswer.filter(answer => !isDenied(answer));
  const denied = withoutAnswer.filter(isDenied).map(({ area }) => area);
  if (!withoutAnswer.length) return null;
  return (
    <ul className={styles.problems}>
      {denied.length > 0 && (
        <li className={styles.denied}>
          <RiForbidLine size={16} aria-hidden />
          <span>
            {t('shared.areasDenied', {
              areas: either.format(new Set(denied)),
            })}
          </span>
        </li>
      )}
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

/** Whether its reader may not read an area. */
export function isDenied({ error }: AreaAnswer<unknown>): boolean {
  return deniedReading(error) !== undefined;
}

/** Whether every area that may be read has answered, so that a list without entries says that there is nothing. */
export function allAnswered(answers: readonly AreaAnswer<unknown>[]): boolean {
  const readable = answers.filter(answer => !isDenied(answer));
  return (
    (readable.length > 0 || answers.length === 0) &&
    readable.every(({ data }) => data !== undefined)
  );
}
