import {
  DashboardAnswer,
  DashboardFigure,
  queryString,
} from '@countersign/plugin-governance-common';
import { Stage } from '../Stage';
import { Trouble } from '../Trouble';

const DAY_MS = 86_400_000;

/** Reads everything and writes nothing. */
export const reader = 'ines-auditor';

/** The tiles of the page, and where each asks for its figures. */
export const tiles = [
  { id: 'slos', area: 'SLOs', path: '/service-levels/dashboard' },
  {
    id: 'incidents',
    area: 'Incidents',
    path: '/incident-management/dashboard',
  },
  { id: 'changes', area: 'Changes', path: '/change-management/dashboard' },
  {
    id: 'delivery',
    area: 'Delivery (DORA)',
    path: '/incident-management/dashboard/delivery',
  },
  {
    id: 'compliance',
    area: 'Compliance',
    path: '/compliance-evidence/dashboard',
  },
  { id: 'drills', area: 'Drills', path: '/chaos-drills/dashboard' },
] as const;

/** What a tile answered, and how long that took. */
export interface ReadTile {
  id: string;
  area: string;
  answer: DashboardAnswer;
  ms: number;
}

/** The last 90 days in whole days of UTC, and as many before. */
export function ninetyDays() {
  const to = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
  const [from, previousFrom] = [to - 90 * DAY_MS, to - 180 * DAY_MS];
  const at = (ms: number) => new Date(ms).toISOString();
  return { previousFrom: at(previousFrom), from: at(from), to: at(to) };
}

/** The figures of every area, each by its one request. */
export async function readTiles(
  { portal }: Stage,
  query: ReturnType<typeof ninetyDays> & { team?: string[] },
): Promise<ReadTile[]> {
  return Promise.all(
    tiles.map(async ({ path, ...tile }) => {
      const asked = performance.now();
      const { status, body } = await portal.call<DashboardAnswer>(
        reader,
        'GET',
        `${path}${queryString(query)}`,
      );
      if (status !== 200) {
        throw new Trouble(`The portal answered ${status} to ${path}`);
      }
      return { ...tile, answer: body, ms: performance.now() - asked };
    }),
  );
}

/** A figure of a tile. */
export function figureOf(
  read: readonly ReadTile[],
  tile: (typeof tiles)[number]['id'],
  id: string,
): DashboardFigure {
  const figure = read
    .find(each => each.id === tile)
    ?.answer.figures.find(each => each.id === id);
  if (!figure) throw new Trouble(`The tile ${tile} has no figure ${id}`);
  return figure;
}
