import { Drill } from '@countersign/plugin-chaos-drills-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { exactSpan, shareText } from './looks';

/** Of each objective when it should notice, what the drill costs it, and what it spent. */
export function ForecastTable(props: {
  drill: Pick<Drill, 'predicted' | 'budgets' | 'budgetsLeft' | 'measurement'>;
  /** While it runs. */
  spentSoFar?: Readonly<Record<string, number>>;
}) {
  const { drill, spentSoFar } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { predicted = [], budgets, budgetsLeft, measurement } = drill;
  const objectives = [
    ...new Set([...predicted, ...budgets].map(({ objective }) => objective)),
  ];
  if (objectives.length === 0) {
    return <span className={styles.quiet}>{t('drill.forecast.none')}</span>;
  }
  const spent = measurement?.spent ?? spentSoFar;
  const known = (share: number | undefined) =>
    share === undefined ? t('drill.forecast.unknown') : shareText(share);
  return (
    <ul className={styles.lines} aria-label={t('drill.forecast.title')}>
      {objectives.map(objective => {
        const budget = budgets.find(each => each.objective === objective);
        const prediction = predicted.find(each => each.objective === objective);
        return (
          <li key={objective}>
            <div className={styles.grow}>
              <code>{objective}</code>
              <dl className={styles.figures}>
                {prediction && (
                  <Figure
                    name={t('drill.forecast.detection')}
                    value={
                      prediction.after === undefined
                        ? t('drill.forecast.never', {
                            reason: prediction.reason ?? '',
                          })
                        : t('drill.forecast.after', {
                            span: exactSpan(prediction.after),
                          })
                    }
                  />
                )}
                {budget && (
                  <>
                    <Figure
                      name={t('drill.forecast.cost')}
                      value={shareText(budget.costs)}
                    />
                    <Figure
                      name={t('drill.forecast.most')}
                      value={shareText(budget.most)}
                    />
                  </>
                )}
                {budgetsLeft && (
                  <Figure
                    name={t('drill.forecast.left')}
                    value={known(budgetsLeft[objective])}
                  />
                )}
                {spent && (
                  <Figure
                    name={t(
                      measurement
                        ? 'drill.forecast.spent'
                        : 'drill.forecast.soFar',
                    )}
                    value={known(spent[objective])}
                  />
                )}
              </dl>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
