import { useApi } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  Preview,
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
import { FocusEvent, useEffect, useReducer, useRef, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { windowFromNow } from '../ChangeForm/formValues';
import { WindowFields, WindowValues } from '../ChangeForm/WindowFields';
import styles from './TemplateFields.module.css';

/**
 * When a change is made, as a field of a software template: it knows the change calendar. What the other fields say of the
 * change (`items` or one `entity`, `environment`, `type`, `planDigest`) decides which window is the next free one, and that one
 * is filled in until somebody says otherwise. With `ui:options: { mayStartNow: true }` it is now, where nothing else is planned
 * now; an emergency starts now whatever is.
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
  const mayStartNow = uiSchema?.['ui:options']?.mayStartNow === true;
  const isEmergency = type === 'emergency';
  const [now] = useState(() => windowFromNow(Date.now()));
  const [isFilled, setIsFilled] = useState(formData?.start !== undefined);
  // As it was said last, which a page shows a moment later: an answer that comes in between overrules nobody.
  const said = useRef({ ...typed, isFilled });
  const told = useRef<Partial<TimeWindow>>();
  const field = useRef<HTMLDivElement>(null);
  const [, look] = useReducer((looks: number) => looks + 1, 0);
  const lookWhenLeft = (event: FocusEvent) => {
    if (!field.current?.contains(event.relatedTarget)) look();
  };
  const window =
    windowOf(typed) ??
    (!isFilled && (mayStartNow || isEmergency) ? windowOf(now) : undefined);
  const asked = { ...askedOf(form), ...(window && { window }) };
  const isKnown = Boolean(asked.items?.length || asked.planDigest);
  const preview = useAsyncData(
    isKnown && asked.environment ? JSON.stringify(asked) : undefined,
    signal => api.previewChange(asked, { signal }),
    { keepPrevious: true },
  );
  const take = (part: Partial<WindowValues>) => {
    const { windowStart, windowEnd } = { ...said.current, ...part };
    said.current = { windowStart, windowEnd, isFilled: true };
    setIsFilled(true);
    setTyped({ windowStart, windowEnd });
    told.current = { start: toInstant(windowStart), end: toInstant(windowEnd) };
    onChange(told.current);
  };
  // A form that is told of two changes at once may end with the first one.
  useEffect(() => {
    const { start, end } = told.current ?? formData ?? {};
    if (formData?.start !== start || formData?.end !== end) {
      onChange({ start, end });
    }
  }, [formData, onChange]);
  const { data, error } = preview;
  const isAnswered = data !== undefined && !preview.isRefreshing;
  useEffect(() => {
    if (said.current.isFilled || !isAnswered) return;
    // Whoever is about to type is left alone.
    if (field.current?.contains(document.activeElement)) return;
    const best = isEmergency || (window && isFree(data)) ? window : undefined;
    const first = best ?? data.nextFreeSlot;
    if (first) {
      take({
        windowStart: toWallClock(first.start),
        windowEnd: toWallClock(first.end),
      });
    }
  });
  return (
    <div ref={field} className={styles.field} onBlur={lookWhenLeft}>
      <WindowFields
        values={values}
        error={rawErrors.length > 0 ? rawErrors.join(' ') : undefined}
        nextFreeSlot={data?.nextFreeSlot}
        mayStartNow={mayStartNow}
        onChange={take}
      />
      {schema.description && (
        <span className={styles.quiet}>{schema.description}</span>
      )}
      {error && <span role="status">{t('form.slot.failed')}</span>}
      {data && isFilled && window && <span role="status">{saidOf(data)}</span>}
    </div>
  );

  function saidOf({ conflicts, conflictsTruncated }: Preview): string {
    if (conflicts.length > 0) {
      const count = t('form.slot.conflicts', { count: conflicts.length });
      return `${count} ${t('form.slot.mend')}`;
    }
    return t(
      conflictsTruncated ? 'form.preview.slotUnknown' : 'form.slot.free',
    );
  }
}

function isFree({ conflicts, conflictsTruncated }: Preview): boolean {
  return conflicts.length === 0 && !conflictsTruncated;
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
