import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { Deployment } from '@countersign/plugin-change-management-common';
import { TimelineSource } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../api';
import { changeManagementTranslationRef } from '../translation';
import { pathsOf } from './pathsOf';

/** More than these nobody tells apart on a lane. */
const MOST = 100;

/** What was deployed to an entity in the last days, each with the change it was covered by: on a lane, and not as rows beside their changes. */
export const loadDeployments: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
  from,
  to,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis
    .get(changeManagementApiRef)!
    .listDeployments(
      { item: [entityRef], startedFrom: from, startedTo: to, limit: MOST },
      { signal },
    );
  const marks = items.map(
    ({ id, changeNumber, reconciliation, ...deployment }) => {
      const record = changeNumber ?? reconciliation.retrospectiveChange;
      return {
        id,
        at: deployment.startedAt,
        end: deployment.finishedAt,
        title: titleOf(apis, deployment),
        ...(record && { record, href: paths.change(record) }),
      };
    },
  );
  return { entries: [], marks };
};

function titleOf(
  apis: ApiHolder,
  { outcome, environment }: Pick<Deployment, 'outcome' | 'environment'>,
): string {
  const texts = apis
    .get(translationApiRef)
    ?.getTranslation(changeManagementTranslationRef);
  return texts?.ready
    ? texts.t(`cards.deployed.${outcome}`, { environment })
    : environment;
}
