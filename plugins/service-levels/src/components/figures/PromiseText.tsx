import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { serviceLevelsTranslationRef } from '../../translation';
import { targetText, windowName } from './figureText';

/** What is promised: "99.9 % over 30 days". */
export function PromiseText(props: {
  objective: Pick<ObjectiveSummary, 'target' | 'window' | 'windowKind'>;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { target, window, windowKind } = props.objective;
  return (
    <>
      {t(`shared.promise.${windowKind}`, {
        target: targetText(target),
        window: windowName(window),
      })}
    </>
  );
}
