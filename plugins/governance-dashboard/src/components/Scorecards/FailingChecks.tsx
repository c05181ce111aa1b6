import { ToggleButton } from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import { governanceDashboardTranslationRef } from '../../translation';
import { CheckCount } from './scores';
import styles from './Scorecards.module.css';

/** What fails most among the services shown; each narrows the list to those that fail it. */
export function FailingChecks(props: {
  counts: readonly CheckCount[];
  /** Ids of the checks that the list is narrowed to. */
  chosen: readonly string[];
  onChoose(fails: string[]): void;
}) {
  const { counts, chosen, onChoose } = props;
  const { t } = useTexts(governanceDashboardTranslationRef);
  if (counts.length === 0) return null;
  return (
    <section aria-label={t('scorecards.checks')}>
      <ul className={styles.failing}>
        {counts.map(({ check, fail, of }) => {
          const isChosen = chosen.includes(check.id);
          return (
            <li key={check.id}>
              <ToggleButton
                size="small"
                isSelected={isChosen}
                onChange={() =>
                  onChoose(
                    isChosen
                      ? chosen.filter(id => id !== check.id)
                      : [...chosen, check.id],
                  )
                }
              >
                {`${check.title}: ${t('scorecards.failing', {
                  fail: String(fail),
                  of: String(of),
                })}`}
              </ToggleButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
