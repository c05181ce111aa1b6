import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  AsyncData,
  EntityLink,
  RecordNumber,
  useOpening,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import {
  AlertGroup,
  AlertGroupPage,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';
import { GroupsPanel } from './GroupsPanel';
import { GroupWords } from './GroupWords';

type Offer = AlertGroup['offers'][number];

/** Alerts on what depends on an entity with an open incident: they may be part of it. */
export function OffersPanel(props: {
  groups: AsyncData<AlertGroupPage>;
  onChanged(): void;
}) {
  const { groups, onChanged } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <GroupsPanel
      titleOf={total => t('alerts.offers.title', { total })}
      label={t('alerts.offers.label')}
      lead={t('alerts.offers.lead')}
      groups={groups}
      isOne={({ offers, incident }) =>
        offers.some(({ number }) => number !== incident)
      }
    >
      {group => (
        <GroupWords group={group}>
          {group.incident && (
            <div>
              {t('alerts.offers.opened')}{' '}
              <RecordNumber number={group.incident} hideCopy />
            </div>
          )}
          {group.offers
            .filter(({ number }) => number !== group.incident)
            .map(offer => (
              <OfferLine
                key={offer.number}
                offer={offer}
                incident={group.incident}
                onDone={onChanged}
              />
            ))}
        </GroupWords>
      )}
    </GroupsPanel>
  );
}

function OfferLine(props: {
  offer: Offer;
  /** What the alerts opened themselves, if anything. */
  incident?: string;
  onDone(): void;
}) {
  const { offer, incident, onDone } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, path, mayMerge } = offer;
  return (
    <div>
      {t('alerts.offers.into')} <RecordNumber number={number} hideCopy />
      <ul className={styles.path}>
        {path.map(({ from, relation, to }) => (
          <li key={`${from} ${to}`}>
            <EntityLink entityRef={from} hideIcon /> {relation}{' '}
            <EntityLink entityRef={to} hideIcon />
          </li>
        ))}
      </ul>
      {incident && mayMerge && (
        <MergeButton number={incident} into={number} onDone={onDone} />
      )}
    </div>
  );
}

function MergeButton(props: { number: string; into: string; onDone(): void }) {
  const { number, into, onDone } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const opening = useOpening();
  const verb = useAction(
    (reason: string) => api.act(number, 'merge', { into, as: 'merge', reason }),
    onDone,
  );
  const name = t('alerts.offers.mergeOf', { number, into });
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={name}
        onPress={opening.open}
      >
        {t('alerts.offers.merge')}
      </Button>
      <VerbTextDialog
        key={opening.key}
        title={name}
        action={t('alerts.offers.merge')}
        textLabel={t('alerts.offers.reason')}
        draftKey={`${number}/merge-offer`}
        verb={verb}
        bodyOf={reason => reason}
        required
        {...opening.dialog}
      />
    </>
  );
}
