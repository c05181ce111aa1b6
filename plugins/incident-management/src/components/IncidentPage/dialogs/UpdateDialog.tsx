import { Select, Text } from '@backstage/ui';
import {
  spanText,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { isOpen as isOpenState } from '@countersign/plugin-incident-management-common';
import { useRef, useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

const MINUTE = 60_000;

/** In how long the next update may be promised, in minutes. */
const promises = [15, 30, 60, 120, 240];

const none = 'none';

/** Asks what stakeholders are told, and when they hear more. */
export function UpdateDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, state } = useIncidentPage().detail.incident;
  const promisable = isOpenState(state);
  const [next, setNext] = useState(promisable ? '30' : none);
  const asked = useRef<{ words: string; nextAt?: string }>();
  // The same request again, after a lost answer, promises the same time.
  const nextAtOf = (text: string) => {
    const words = `${next} ${text}`;
    if (asked.current?.words !== words) {
      asked.current = { words, nextAt: timeIn(next) };
    }
    return asked.current.nextAt;
  };
  return (
    <VerbTextDialog
      title={t('verbs.title.update', { number })}
      action={t('verbs.verb.update')}
      textLabel={t('verbs.verb.update')}
      draftKey={`${number}/update`}
      verb={useVerb('update')}
      bodyOf={text => ({ text, nextAt: nextAtOf(text) })}
      required
      {...props}
    >
      <Text>{t('verbs.lead.update')}</Text>
      {promisable && (
        <Select
          label={t('verbs.field.next')}
          options={[
            ...promises.map(minutes => ({
              id: String(minutes),
              label: t('verbs.field.nextIn', {
                span: spanText(minutes * MINUTE),
              }),
            })),
            { id: none, label: t('verbs.field.nextNone') },
          ]}
          value={next}
          onChange={key => setNext(String(key))}
        />
      )}
    </VerbTextDialog>
  );
}

function timeIn(minutes: string): string | undefined {
  return minutes === none
    ? undefined
    : new Date(Date.now() + Number(minutes) * MINUTE).toISOString();
}
