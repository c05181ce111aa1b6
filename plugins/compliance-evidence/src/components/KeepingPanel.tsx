import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  Decided,
  Keeping,
  KeepingVerb,
  KeepingVerbBody,
  Run,
  RunDetail,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  changedFields,
  Panel,
  RecordState,
  RelativeTime,
  useTexts,
  useVerb,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { evidenceApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { Facts } from './parts';

/** What a reader may have relied on. */
const watched = { state: ({ state }: Run) => state };

/** How long the evidence of a run is kept, who holds it, and what the reader may decide about that. */
export function KeepingPanel({ state }: { state: RecordState<RunDetail> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { keeping } = state.detail;
  const allowed = keeping.actions.filter(action => action.allowed);
  return (
    <Panel title={t('run.keeping.title')}>
      <KeepingFacts keeping={keeping} />
      <div className={styles.row}>
        {allowed.map(({ verb }) => (
          <KeepingButton key={verb} verb={verb} state={state} />
        ))}
      </div>
    </Panel>
  );
}

function KeepingFacts({ keeping }: { keeping: Keeping }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { until, holds, asked, erased } = keeping;
  return (
    <Facts
      facts={[
        {
          id: 'until',
          label: t('run.keeping.until'),
          value:
            until && erased === undefined ? (
              <RelativeTime instant={until} />
            ) : undefined,
        },
        ...holds.map((hold, i) => ({
          id: `hold ${i}`,
          label: t('run.keeping.held'),
          value: <DecidedText decided={hold} />,
        })),
        {
          id: 'asked',
          label: t('run.keeping.asked'),
          value: asked && <DecidedText decided={asked} />,
        },
        {
          id: 'erased',
          label: t('run.keeping.erased'),
          value: erased && <RelativeTime instant={erased.at} />,
        },
        {
          id: 'why',
          label: t('run.keeping.why'),
          value: erased?.asked && <DecidedText decided={erased.asked} />,
        },
      ]}
    />
  );
}

/** Why, by whom and when; what the configuration decides is by nobody. */
function DecidedText({
  decided: { reason, by, at },
}: {
  decided: Pick<Decided, 'reason'> & Partial<Decided>;
}) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <>
      {reason}
      <div className={styles.quiet}>
        {by ? <ActorLink actor={by} /> : t('run.keeping.configured')}{' '}
        {at && <RelativeTime instant={at} />}
      </div>
    </>
  );
}

function KeepingButton(props: {
  verb: KeepingVerb;
  state: RecordState<RunDetail>;
}) {
  const { verb, state } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { number, version } = state.detail.run;
  const act = useVerb<RunDetail, KeepingVerbBody>(state, {
    act: (body, options) => api.decideKeeping(number, verb, body, options),
    differences: (before, after) =>
      changedFields(watched, before.run, after.run),
    isStale: ({ guard }) => guard === 'asked' || guard === 'held',
  });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t(`run.keeping.verb.${verb}`)}
      </Button>
      <VerbTextDialog
        title={t(`run.keeping.verbTitle.${verb}`, { number })}
        action={t(`run.keeping.verb.${verb}`)}
        textLabel={t('run.reason')}
        draftKey={`${number}/${verb}`}
        verb={act}
        bodyOf={reason => ({ version, reason })}
        destructive={verb === 'erase'}
        required
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <Text>{t(`run.keeping.lead.${verb}`)}</Text>
      </VerbTextDialog>
    </>
  );
}
