import {
  shortName,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Incident } from '@countersign/plugin-incident-management-common';
import { RiLockLine, RiMegaphoneLine, RiTestTubeLine } from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';

/** What sets an incident apart from the others: a major one, a drill, a private one. */
export function Marks(props: {
  incident: Pick<Incident, 'major' | 'drill' | 'privateTo'>;
}) {
  const { major, drill, privateTo } = props.incident;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <>
      {(major.state === 'accepted' || major.state === 'candidate') && (
        <ToneBadge
          tone={major.state === 'accepted' ? 'danger-strong' : 'warning'}
          icon={RiMegaphoneLine}
        >
          {t(`shared.major.${major.state}`)}
        </ToneBadge>
      )}
      {drill && (
        <ToneBadge tone="info" icon={RiTestTubeLine}>
          {t('shared.drill')}
        </ToneBadge>
      )}
      {privateTo && (
        <ToneBadge
          tone="neutral"
          icon={RiLockLine}
          label={t('shared.privateTo', { group: shortName(privateTo) })}
        >
          {t('shared.private')}
        </ToneBadge>
      )}
    </>
  );
}
