import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  CardFrame,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { OnCallAnswer } from '@countersign/plugin-incident-management-common';
import { OnCallApi, onCallApiRef } from '../../api';
import { onCallRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { NowAndNext } from '../OnCallPage/NowAndNext';
import { EscalationWords } from './EscalationWords';
import styles from './OnCallCard.module.css';

/** Who is on call for the entity or group of the page, and who is told of an incident on it. */
export function OnCallCard() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const kind = entity.kind.toLocaleLowerCase('en-US');
  const href = useRouteRef(onCallRouteRef)?.();
  const answer = useAsyncData(
    ref,
    signal => onCallOf(api, { ref, kind }, signal),
    { refetchOnFocus: true },
  );
  return (
    <CardFrame
      title={t('onCall.card.title')}
      what={t('onCall.what')}
      rows={3}
      result={answer}
      aside={href && <Link href={href}>{t('onCall.card.all')}</Link>}
    >
      {found => (
        <>
          {found.rotations.length > 0 && (
            <ul className={styles.rotations}>
              {found.rotations.map(rotation => (
                <li key={rotation.name}>
                  {rotation.title}
                  <NowAndNext rotation={rotation} />
                </li>
              ))}
            </ul>
          )}
          {found.entity?.policy && <EscalationWords answer={found} />}
          {found.rotations.length === 0 && !found.entity?.policy && (
            <p className={styles.quiet}>{t('onCall.card.none')}</p>
          )}
        </>
      )}
    </CardFrame>
  );
}

/** What is escalated to, and what stands on the page by configuration: groups have only the latter, systems may have both. */
async function onCallOf(
  api: OnCallApi,
  { ref, kind }: { ref: string; kind: string },
  signal: AbortSignal,
): Promise<OnCallAnswer> {
  const nothing: OnCallAnswer = { rotations: [] };
  const [escalated, placed] = await Promise.all([
    kind === 'group' ? nothing : api.getOnCall({ entity: ref }, { signal }),
    ['group', 'system'].includes(kind)
      ? api.getOnCall({ team: ref }, { signal })
      : nothing,
  ]);
  const names = escalated.rotations.map(({ name }) => name);
  return {
    ...escalated,
    rotations: [
      ...escalated.rotations,
      ...placed.rotations.filter(({ name }) => !names.includes(name)),
    ],
  };
}
