import { ApiHolder } from '@backstage/frontend-plugin-api';
import {
  DashboardTile,
  FigureProof,
  ProvenFigures,
  readRefusal,
  recordEvidence,
} from '@countersign/plugin-governance-react';
import {
  ListActions,
  ListIncidents,
  ListProblems,
  periodsOf,
  problemNumber,
  StateFigures,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../api';

type Request = Parameters<NonNullable<DashboardTile['prove']>>[0];

/**
 * States the figures of both periods in the ledger, and brings the evidence from which anybody works them out again: nothing
 * where the scope is wider than a statement can name. Of the whole organization also the records of what is open now.
 */
export const proveFigures: NonNullable<
  DashboardTile['prove']
> = async request => {
  const { apis, query, answer, signal } = request;
  const api = apis.get(incidentManagementApiRef)!;
  // What the groups and systems of the query came to.
  const list = answer.figures.find(({ id }) => id === 'open')?.list;
  if (!list) return { evidence: {}, covered: [] };
  const narrowing = {
    team: list.team,
    entityRef: list.entityRef,
  } as Pick<StateFigures, 'team' | 'entityRef'>;
  const standing: FigureProof =
    query.team || query.system
      ? { evidence: {}, covered: [] }
      : await proveStanding(apis, request);
  const stated: FigureProof['evidence'] = {};
  for (const { from, to } of periodsOf(query)) {
    const asked = { from, to, drills: false, ...narrowing };
    const statement = await api
      .stateFigures(asked, { signal })
      .catch(unlessTooMany);
    // Nothing follows from one period alone.
    if (!statement) return standing;
    const { id } = statement;
    stated[`figures-${id}.evidence.json`] = await api.getStatementEvidence(id, {
      signal,
    });
  }
  const { evidence, covered } = standing;
  return { evidence: { ...evidence, ...stated }, covered };
};

/** Of more than one statement takes there is none: figures are only stated, as those are whose records do not fit into the file. */
function unlessTooMany(error: unknown): undefined {
  const { problems } = readRefusal(error);
  if (problems.some(({ field }) => field === 'from')) return undefined;
  throw error;
}

function proveStanding(
  apis: ApiHolder,
  { answer, signal }: Request,
): Promise<FigureProof> {
  const api = apis.get(incidentManagementApiRef)!;
  const behind = (
    figures: string[],
    records: (
      list: object,
      limit: number,
    ) => ReturnType<ProvenFigures['records']>,
  ): ProvenFigures[] => {
    const list = answer.figures.find(({ id }) => id === figures[0])?.list;
    return list ? [{ figures, records: limit => records(list, limit) }] : [];
  };
  return recordEvidence(
    [
      ...behind(['open', 'urgent'], (list, limit) =>
        api.listIncidents({ ...(list as ListIncidents), limit }, { signal }),
      ),
      ...behind(['problems'], (list, limit) =>
        api.listProblems({ ...(list as ListProblems), limit }, { signal }),
      ),
      ...behind(['overdueActions'], async (list, limit) => {
        const { items, nextCursor } = await api.listActions(
          { ...(list as ListActions), limit },
          { signal },
        );
        return {
          items: items.map(({ incident }) => ({ number: incident })),
          ...(nextCursor !== undefined && { nextCursor }),
        };
      }),
    ],
    number =>
      number.startsWith(problemNumber.prefix)
        ? api.getProblemEvidence(number, {}, { signal })
        : api.getEvidence(number, {}, { signal }),
  );
}
