import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ActorLink,
  EntityLinks,
  RecordHeader,
  RecordMeta,
  Stepper,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Problem } from '@countersign/plugin-incident-management-common';
import { problemsRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { ProblemBadges, problemStateLooks } from '../badges';
import { problemSteps } from './problemSteps';

/** So many of the entities stand in the header. */
const ENTITIES = 4;

/** What the problem is, where it stands and who sees to it. */
export function ProblemHeader({ problem }: { problem: Problem }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const list = useRouteRef(problemsRouteRef)?.();
  const { state, opened, team, owner, entities } = problem;
  return (
    <RecordHeader
      number={problem.number}
      title={problem.title}
      list={{ href: list, text: t('problem.all') }}
      chips={<ProblemBadges problem={problem} />}
    >
      <RecordMeta>
        <EntityLinks
          entityRefs={entities}
          most={ENTITIES}
          label={t('problem.entities')}
        />
        <span>
          {t('problem.opened')} <ActorLink actor={opened.by} />
        </span>
        {team && (
          <span>
            {t('problem.team')} <ActorLink actor={team} />
          </span>
        )}
        {owner && (
          <span>
            {t('problem.owner')} <ActorLink actor={owner} />
          </span>
        )}
      </RecordMeta>
      <Stepper
        label={t('problem.steps')}
        steps={problemSteps(problem).map(({ id, mark }) => ({
          id,
          label: t(`problems.state.${id}`),
          icon: problemStateLooks[id].icon,
          mark,
          current: id === state,
        }))}
      />
    </RecordHeader>
  );
}
