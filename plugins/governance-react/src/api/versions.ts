import { AlertApi, TranslationApi } from '@backstage/frontend-plugin-api';
import {
  familyVersion,
  VERSION_HEADER,
} from '@countersign/plugin-governance-common';

/** Whom it was told: once is enough, and what is shown stays. */
const told = new WeakSet<AlertApi>();

/**
 * A `fetch` that notices answers of another release than that of the page: one that was open while the portal was updated, or
 * packages that were never tested together. What such a page shows may be wrong or nothing, so it is said before somebody wonders.
 */
export function noticingVersions(
  fetchOf: typeof fetch,
  app: { alerts: AlertApi; translations: TranslationApi },
): typeof fetch {
  return async (input, init) => {
    const response = await fetchOf(input, init);
    const other = response.headers.get(VERSION_HEADER);
    if (other !== null && other !== familyVersion && !told.has(app.alerts)) {
      told.add(app.alerts);
      // The answer waits for nothing of this: after an update the texts may be gone, and are asked for again with a later answer.
      tell(other, app).catch(() => told.delete(app.alerts));
    }
    return response;
  };
}

async function tell(
  other: string,
  { alerts, translations }: { alerts: AlertApi; translations: TranslationApi },
): Promise<void> {
  // Nobody needs the texts of all pages before the first of them is open.
  const { governanceTranslationRef } = await import('../translation');
  const texts = translations.getTranslation(governanceTranslationRef);
  if (!texts.ready) {
    // In the language of the page, then, with a later answer.
    told.delete(alerts);
    return;
  }
  alerts.post({
    message: texts.t('shared.otherVersion', {
      page: familyVersion,
      portal: other,
    }),
    severity: 'warning',
    display: 'permanent',
  });
}
