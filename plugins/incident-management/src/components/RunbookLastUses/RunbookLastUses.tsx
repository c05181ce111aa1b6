import { useTexts } from '@countersign/plugin-governance-react';
import { RunbookUse } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { LastUseText } from './LastUseText';
import styles from './RunbookLastUses.module.css';

/** When a runbook was last used in an incident, and last drilled. */
export function RunbookLastUses(props: {
  /** Undefined while it is not known. */
  use?: Partial<Pick<RunbookUse, 'lastUsed' | 'lastDrilled'>>;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { use } = props;
  if (!use) return null;
  return (
    <p className={styles.uses}>
      <span>
        {t('runbooks.lastUsed')}: <LastUseText use={use.lastUsed} />
      </span>
      <span>
        {t('runbooks.lastDrilled')}: <LastUseText use={use.lastDrilled} />
      </span>
    </p>
  );
}
