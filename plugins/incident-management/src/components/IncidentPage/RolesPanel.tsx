import { Button } from '@backstage/ui';
import {
  ActorLink,
  Panel,
  RefusalNotice,
  useMyTeams,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  IncidentRole,
  incidentRoles,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { AssignDialog } from './dialogs/AssignDialog';
import { useIncidentPage } from './IncidentContext';
import styles from './IncidentPage.module.css';
import { useAllowed } from './useAllowed';
import { useVerb } from './useVerb';

/** Who leads, who talks and who writes; a role without anybody is taken with one press. */
export function RolesPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { user } = useMyTeams();
  const mayAssign = useAllowed()('assign');
  const { run, isPending, refusal, moved } = useVerb('assign');
  return (
    <Panel title={t('incident.section.roles')}>
      <dl className={styles.rows}>
        {incidentRoles.map(role => (
          <Role
            key={role}
            role={role}
            mayAssign={mayAssign}
            isPending={isPending}
            onTake={user ? () => run({ role, person: user }) : undefined}
          />
        ))}
      </dl>
      {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
    </Panel>
  );
}

function Role(props: {
  role: IncidentRole;
  mayAssign: boolean;
  isPending: boolean;
  onTake?: () => void;
}) {
  const { role, mayAssign, isPending, onTake } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const person = useIncidentPage().detail.incident.roles[role];
  const opening = useOpening();
  const name = t(`shared.role.${role}`);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {person && <ActorLink actor={person} />}
        {!person && !mayAssign && (
          <span className={styles.quiet}>{t('incident.role.nobody')}</span>
        )}
      </dd>
      {mayAssign && (
        <dd className={styles.act}>
          {!person && onTake && (
            <Button
              size="small"
              variant="tertiary"
              aria-label={t('incident.role.takeIt', { role: name })}
              isDisabled={isPending}
              onPress={onTake}
            >
              {t('incident.role.take')}
            </Button>
          )}
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('incident.role.assignIt', { role: name })}
            onPress={opening.open}
          >
            {t('verbs.verb.assign')}
          </Button>
          <AssignDialog key={opening.key} role={role} {...opening.dialog} />
        </dd>
      )}
    </div>
  );
}
