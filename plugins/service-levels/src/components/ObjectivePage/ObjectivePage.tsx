import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  ActorLink,
  EntityLink,
  RecordHeader,
  RecordMeta,
  RecordPage,
  useRecord,
} from '@countersign/plugin-governance-react';
import { useParams } from 'react-router-dom';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';

/** One objective: what it promises, how it stands, and whose it is. */
export function ObjectivePage() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { id = '' } = useParams();
  return (
    <RecordPage
      number={id}
      what={t('objective.what')}
      notFound={t('objective.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('objective.all') }}
      record={useRecord(id, (shown, options) =>
        api.getObjective(shown, options),
      )}
    >
      {({ detail }) => (
        <RecordHeader
          number={detail.id}
          title={detail.title}
          chips={<StateBadge state={detail.state} />}
        >
          <RecordMeta>
            {detail.component && <EntityLink entityRef={detail.component} />}
            {detail.owner && <ActorLink actor={detail.owner} />}
          </RecordMeta>
        </RecordHeader>
      )}
    </RecordPage>
  );
}
