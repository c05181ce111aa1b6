import {
  ActorLink,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { rateText, shareText } from '../figures';
import { AcknowledgeButton } from '../alerts';

/** "14× of 6×" while it is open; nothing of what is over. */
export function AlertBurn({ alert }: { alert: AlertView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { kind, burnRate, threshold } = alert;
  if (kind === 'silence') return <>{t('alerts.kind.silence')}</>;
  if (burnRate === undefined) return <>—</>;
  return (
    <>
      {threshold === undefined
        ? rateText(burnRate)
        : t('alerts.burn', {
            rate: rateText(burnRate),
            threshold: rateText(threshold),
          })}
    </>
  );
}

/** "62 % · gone in 40 min" while it is open, and what it cost once it is over. */
export function AlertLeft({ alert }: { alert: AlertView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { budgetLeft, exhaustedIn, spent } = alert;
  if (budgetLeft === undefined) {
    return spent === undefined ? (
      <>—</>
    ) : (
      <>
        {t('alerts.column.spent')} {shareText(spent)}
      </>
    );
  }
  const when =
    exhaustedIn === undefined || budgetLeft <= 0
      ? undefined
      : t('alerts.leftFor', { span: spanText(exhaustedIn) });
  return <>{[shareText(budgetLeft), when].filter(Boolean).join(' · ')}</>;
}

/** Who takes care of it, or the button that says so. */
export function AlertCare(props: { alert: AlertView; onDone(): void }) {
  const { alert, onDone } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { acknowledged, state } = alert;
  if (acknowledged) return <ActorLink actor={acknowledged.by} />;
  if (state === 'firing') {
    return (
      <AcknowledgeButton alert={alert} variant="secondary" onDone={onDone} />
    );
  }
  return <>{t('alerts.nobody')}</>;
}
