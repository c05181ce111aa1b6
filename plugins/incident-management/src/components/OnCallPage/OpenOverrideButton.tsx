import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  EntityPicker,
  toInstant,
  toWallClock,
  useOpening,
  useTexts,
  VerbTextDialog,
  WallClockField,
  zoneText,
} from '@countersign/plugin-governance-react';
import {
  onCallOverridePermission,
  OpenOverride,
  RotationView,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { onCallApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';

/** As long as somebody usually stands in. */
const USUAL = 12 * 3_600_000;

/** Puts somebody on call for a while. */
export function OpenOverrideButton(props: {
  rotation: RotationView;
  /** Who takes over most often. */
  reader?: string;
  onDone(): void;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const opening = useOpening();
  const { allowed } = usePermission({ permission: onCallOverridePermission });
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('onCall.overrides.openIn', {
          rotation: props.rotation.title,
        })}
        onPress={opening.open}
      >
        {t('onCall.overrides.open')}
      </Button>
      <OverrideDialog key={opening.key} {...props} {...opening.dialog} />
    </>
  );
}

function OverrideDialog(props: {
  rotation: RotationView;
  reader?: string;
  onDone(): void;
  isOpen: boolean;
  onClose(): void;
}) {
  const { rotation, reader, onDone, ...dialog } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const [people, setPeople] = useState<string[]>(reader ? [reader] : []);
  const [start, setStart] = useState(() => clockIn(0));
  const [end, setEnd] = useState(() => clockIn(USUAL));
  const verb = useAction(
    (body: OpenOverride) => api.openOverride(body),
    onDone,
  );
  const [who] = people;
  const [from, to] = [toInstant(start), toInstant(end)];
  const isOrdered = Boolean(from && to && from < to);
  return (
    <VerbTextDialog
      title={t('onCall.overrides.openIn', { rotation: rotation.title })}
      action={t('onCall.overrides.open')}
      textLabel={t('onCall.overrides.reason')}
      draftKey={`on-call/${rotation.name}/override`}
      verb={verb}
      bodyOf={reason =>
        who && from && to
          ? { rotation: rotation.name, who, start: from, end: to, reason }
          : undefined
      }
      required
      blocked={!who || !isOrdered}
      {...dialog}
    >
      <EntityPicker
        label={t('onCall.overrides.who')}
        kinds={['User']}
        single
        isRequired
        value={people}
        onChange={setPeople}
      />
      <WallClockField
        label={t('onCall.overrides.start', { zone: zoneText() })}
        value={start}
        onChange={setStart}
      />
      <WallClockField
        label={t('onCall.overrides.end', { zone: zoneText() })}
        value={end}
        onChange={setEnd}
        error={
          from && to && !isOrdered ? t('onCall.overrides.order') : undefined
        }
      />
    </VerbTextDialog>
  );
}

function clockIn(milliseconds: number): string {
  return toWallClock(new Date(Date.now() + milliseconds).toISOString());
}
