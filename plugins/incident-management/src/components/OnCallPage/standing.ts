import { RotationView } from '@countersign/plugin-incident-management-common';

const standings = ['now', 'member', 'team'] as const;

/** What a rotation is to its reader, the nearest first; nothing where it is of others. */
export type Standing = (typeof standings)[number];

/** What the rotation is to somebody of these teams. */
export function standingIn(
  { now, members, team }: RotationView,
  reader: { user?: string; teams: readonly string[] },
): Standing | undefined {
  if (!reader.user) return undefined;
  if (now?.who === reader.user) return 'now';
  if (members.some(({ who }) => who === reader.user)) return 'member';
  return team && reader.teams.includes(team) ? 'team' : undefined;
}

/** The reader's own rotations before those of others, each group in the order it has. */
export function mineFirst(
  rotations: readonly RotationView[],
  reader: Parameters<typeof standingIn>[1],
): RotationView[] {
  const place = (rotation: RotationView) => {
    const standing = standingIn(rotation, reader);
    return standing ? standings.indexOf(standing) : standings.length;
  };
  return [...rotations].sort((a, b) => place(a) - place(b));
}
