import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ActorLink,
  EntityLink,
  RecordHeader,
  RecordMeta,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import { rootRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';
import { PromiseText } from '../figures';

/** What is promised, how it stands, by what and whose it is. */
export function ObjectiveHeader(props: { objective: ObjectiveDetail }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { objective } = props;
  const list = useRouteRef(rootRouteRef)?.();
  const { id, title, state, component, owner, source, evaluatedAt } = objective;
  return (
    <RecordHeader
      number={id}
      title={title}
      list={{ href: list, text: t('objective.all') }}
      ways={
        objective.runbook && (
          <Link href={objective.runbook}>{t('objective.runbook')} →</Link>
        )
      }
      chips={
        <>
          <StateBadge state={state} />
          <span>
            <PromiseText objective={objective} />
          </span>
        </>
      }
    >
      <RecordMeta>
        {component && <EntityLink entityRef={component} />}
        {owner && <ActorLink actor={owner} />}
        <span>{t('objective.measuredBy', { source })}</span>
        {evaluatedAt && (
          <span>
            {t('objective.judged')} <RelativeTime instant={evaluatedAt} />
          </span>
        )}
      </RecordMeta>
    </RecordHeader>
  );
}
