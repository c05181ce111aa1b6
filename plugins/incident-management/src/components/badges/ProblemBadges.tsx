import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { Problem } from '@countersign/plugin-incident-management-common';
import { RiBookmarkLine } from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';
import { problemStateLooks } from './problemStateLooks';

/** Where a problem stands, and whether a workaround is known that still has to help. */
export function ProblemBadges(props: {
  problem: Pick<Problem, 'state' | 'knownError'>;
}) {
  const { state, knownError } = props.problem;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { tone, icon } = problemStateLooks[state];
  return (
    <>
      <ToneBadge tone={tone} icon={icon}>
        {t(`problems.state.${state}`)}
      </ToneBadge>
      {knownError && state !== 'closed' && (
        <ToneBadge tone="warning" icon={RiBookmarkLine}>
          {t('problems.knownError')}
        </ToneBadge>
      )}
    </>
  );
}
