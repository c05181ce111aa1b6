import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Navigate, useLocation, useParams } from 'react-router-dom';
import { explanationRouteRef, objectiveRouteRef } from '../../routes';

/** Links of before objectives had a path of their own: `/slos/:id` leads to `/slos/objectives/:id`. */
export function FormerObjectivePath() {
  const { id = '' } = useParams();
  const { pathname, search, hash } = useLocation();
  const objective = useRouteRef(objectiveRouteRef)?.({ id });
  const explanation = useRouteRef(explanationRouteRef)?.({ id });
  const isExplanation = pathname.replace(/\/$/, '').endsWith('/explanation');
  const to = isExplanation ? explanation : objective;
  return to ? <Navigate to={`${to}${search}${hash}`} replace /> : null;
}
