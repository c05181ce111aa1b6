/** An open incident, as far as it decides who reads logs because of it. */
export interface OpenIncident {
  number: string;
  opened: { by: string; at: string };
  times: { started: string };
  acknowledged?: { by: string };
  /** Who has which role in it. */
  roles: Readonly<Partial<Record<string, string>>>;
}

/** What was going on before anybody noticed. */
const BEFORE_MS = 3_600_000;
/** When an incident began, people can correct: however early they say, no more than this before it was opened. */
const EARLIEST_MS = 86_400_000;

/**
 * Who responds to an incident: whoever was paged, acknowledged it or has a role in it. Whoever opened it counts only if
 * they were paged: nobody gets into the logs of others by an incident of their own.
 *
 * @param paged - People whom its escalation told, as far as they are known
 */
export function respondersOf(
  { opened, acknowledged, roles }: OpenIncident,
  paged: readonly string[],
): string[] {
  const opener = opened.by.toLocaleLowerCase('en-US');
  const took = [acknowledged?.by, ...Object.values(roles)].flatMap(ref =>
    ref ? [ref.toLocaleLowerCase('en-US')] : [],
  );
  return [
    ...new Set([
      ...took.filter(ref => ref !== opener),
      ...paged.map(ref => ref.toLocaleLowerCase('en-US')),
    ]),
  ];
}

/** From when on its responders read logs: an hour before it began, which is at most a day before it was opened. */
export function readableFrom({ opened, times }: OpenIncident): number {
  const openedAt = Date.parse(opened.at);
  const began = Math.min(openedAt, Date.parse(times.started));
  return Math.max(began, openedAt - EARLIEST_MS) - BEFORE_MS;
}
