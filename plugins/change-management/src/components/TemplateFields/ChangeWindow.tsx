import { useApi } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  PreviewRequest,
  requestableChangeTypes,
} from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  toInstant,
  toWallClock,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { WindowFields, WindowValues } from '../ChangeForm/WindowFields';
import styles from './TemplateFields.module.css';

/**
 * When a change is made, as a field of a software template: it knows the change calendar. What the other fields say of the
 * change (`items` or one `entity`, `environment`, `type`, `planDigest`) decides which window is the next free one. Whoever wants
 * to start at once is offered to with `ui:options: { mayStartNow: true }`.
 */
export function ChangeWindow(
  props: FieldExtensionComponentProps<Partial<TimeWindow>>,
) {
  const { formData, onChange, rawErrors = [], schema, uiSchema } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  // What is half typed is no instant yet.
  const [typed, setTyped] = useState({
    windowStart: toWallClock(formData?.start),
    windowEnd: toWallClock(formData?.end),
  });
  const form: Record<string, unknown> = props.formContext?.formData ?? {};
  const type = requestableChangeTypes.find(each => each === form.type);
  const values: WindowValues = { ...typed, type: type ?? 'normal' };
  const window = windowOf(typed);
  const asked = { ...askedOf(form), ...(window && { window }) };
  const isKnown = Boolean(asked.items?.length || asked.planDigest);
  const preview = useAsyncData(
    isKnown && asked.environment ? JSON.stringify(asked) : undefined,
    signal => api.previewChange(asked, { signal }),
    { keepPrevious: true },
  );
  const take = (part: Partial<WindowValues>) => {
    const now = { ...typed, ...part };
    setTyped({ windowStart: now.windowStart, windowEnd: now.windowEnd });
    onChange({
      start: toInstant(now.windowStart),
      end: toInstant(now.windowEnd),
    });
  };
  const { data, error } = preview;
  return (
    <div className={styles.field}>
      <WindowFields
        values={values}
        error={rawErrors.length > 0 ? rawErrors.join(' ') : undefined}
        nextFreeSlot={data?.nextFreeSlot}
        mayStartNow={uiSchema?.['ui:options']?.mayStartNow === true}
        onChange={take}
      />
      {schema.description && (
        <span className={styles.quiet}>{schema.description}</span>
      )}
      {error && <span role="status">{t('form.slot.failed')}</span>}
      {data && window && (
        <span role="status">
          {data.conflicts.length > 0
            ? t('form.slot.conflicts', { count: data.conflicts.length })
            : t('form.slot.free')}
        </span>
      )}
    </div>
  );
}

function windowOf(typed: Pick<WindowValues, 'windowStart' | 'windowEnd'>) {
  const start = toInstant(typed.windowStart);
  const end = toInstant(typed.windowEnd);
  return start && end && start < end ? { start, end } : undefined;
}

/** What the form says of the change so far. */
function askedOf(form: Record<string, unknown>): PreviewRequest {
  const text = (value: unknown) =>
    typeof value === 'string' && value ? value : undefined;
  const items = [form.items, form.entity]
    .flat()
    .filter((item): item is string => typeof item === 'string' && item !== '');
  return {
    ...(items.length > 0 && { items }),
    environment: text(form.environment),
    planDigest: text(form.planDigest),
    type: requestableChangeTypes.find(type => type === form.type),
  };
}
