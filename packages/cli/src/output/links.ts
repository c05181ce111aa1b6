import { RecordLinks } from '@countersign/plugin-governance-common';

/**
 * A record as it is printed: its number, with its page in brackets where the portal says that. Only the portal knows
 * which route its pages have.
 */
export function linked(
  number: string,
  { links }: { links?: RecordLinks },
): string {
  const link = links?.[number];
  return link ? `${number} (${link})` : number;
}
