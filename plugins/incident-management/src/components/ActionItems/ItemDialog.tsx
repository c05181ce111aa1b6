import { TextAreaField, TextField } from '@backstage/ui';
import {
  EntityPicker,
  toInstant,
  toWallClock,
  useTexts,
  VerbDialog,
  WallClockField,
  zoneText,
} from '@countersign/plugin-governance-react';
import { ActionItem } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useVerb } from '../IncidentPage/useVerb';
import { changeOf, ItemValues, newItemOf } from './itemValues';

const empty: ItemValues = { text: '', dueAt: '', record: '', reason: '' };

/** Asks what is to be done, who owns it, until when, and which problem or change does it. Of a known one it changes these. */
export function ItemDialog(props: {
  /** Absent for a new one. */
  item?: ActionItem;
  isOpen: boolean;
  onClose(): void;
}) {
  const { item, onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const draft = `governance/draft/${number}/action/${item?.id ?? 'new'}`;
  const add = useVerb('add-action');
  const change = useVerb('change-action');
  const [values, setValues] = useState<ItemValues>(() => ({
    ...empty,
    ...(item && {
      text: item.text,
      owner: item.owner,
      dueAt: toWallClock(item.dueAt),
      record: item.record?.number ?? '',
    }),
    ...readKept(draft),
  }));
  const edit = (part: Partial<ItemValues>) =>
    setValues(before => {
      const next = { ...before, ...part };
      sessionStorage.setItem(draft, JSON.stringify(next));
      return next;
    });
  const dueAt = toInstant(values.dueAt);
  const added = item ? undefined : newItemOf(values, dueAt);
  const changed = item && changeOf(item, values, dueAt);
  const isLater =
    item && dueAt && Date.parse(dueAt) > Date.parse(item.dueAt) + 59_999;
  const submit = async () => {
    const isDone =
      (added && (await add.run(added))) ||
      (changed && (await change.run(changed)));
    if (!isDone) return;
    sessionStorage.removeItem(draft);
    onClose();
  };
  return (
    <VerbDialog
      title={t(item ? 'review.action.changeTitle' : 'review.action.addTitle')}
      action={t(item ? 'review.action.save' : 'verbs.verb.add-action')}
      textLabel={isLater ? t('review.action.reason') : undefined}
      text={values.reason}
      onText={reason => edit({ reason })}
      required={Boolean(isLater)}
      state={item ? change : add}
      blocked={!added && !changed}
      onSubmit={submit}
      isOpen={props.isOpen}
      onClose={onClose}
    >
      <TextAreaField
        label={t('review.action.text')}
        isRequired
        value={values.text}
        onChange={text => edit({ text })}
        rows={3}
      />
      <EntityPicker
        label={t('review.action.owner')}
        kinds={['User']}
        single
        isRequired
        value={values.owner ? [values.owner] : []}
        onChange={([owner]) => edit({ owner })}
      />
      <WallClockField
        label={t('review.action.dueAt', { zone: zoneText() })}
        value={values.dueAt}
        onChange={clock => edit({ dueAt: clock })}
      />
      <TextField
        label={t('review.action.record')}
        description={t('review.action.recordHint')}
        value={values.record}
        onChange={record => edit({ record })}
      />
    </VerbDialog>
  );
}

function readKept(draft: string): Partial<ItemValues> {
  try {
    return JSON.parse(sessionStorage.getItem(draft) ?? '{}');
  } catch {
    // A draft that cannot be read is none.
    return {};
  }
}
