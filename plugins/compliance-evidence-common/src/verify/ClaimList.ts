import { anchorClaims } from './anchors';

/** What a pack is asked, in the order in which it is told. */
export const packClaims = {
  signed: 'The manifest is signed by a key that you trust',
  files: 'The pack holds exactly the files that were signed, byte for byte',
  report:
    'The report in the pack is the one that was run, with these parameters',
  profile: 'Every query means the same on every PostgreSQL',
  snapshots:
    'Each source of the report gave one snapshot, which is in the pack',
  staged: 'Every record of every snapshot is as the report declares it',
  answers: 'Every query, run again here, gives the same bytes',
  rows: 'Every row is in the tree whose root is signed, and names its evidence',
  ledger: 'The ledger tells the same of this run',
  witnessed:
    'The witnesses that you name cosigned the ledger with all it tells of this run',
  stamped:
    'An authority that you trust put a time on the ledger with all it tells of this run',
} as const;
export type PackClaimId = keyof typeof packClaims;

/** They are told only where somebody asks: few have a witness or an authority. */
const onlyWhereAsked: readonly PackClaimId[] = anchorClaims;

export const outcomes = ['holds', 'fails', 'unchecked'] as const;
export type Outcome = (typeof outcomes)[number];

/** One claim about a pack, and what bears it out. */
export interface PackClaim {
  id: PackClaimId;
  claim: string;
  outcome: Outcome;
  /** What bears it out, or every way in which it fails, or why nobody looked. */
  details: string[];
}

const MOST_DETAILS = 20;

/** Collects what was found, claim by claim. */
export class ClaimList {
  readonly #for = new Map<PackClaimId, string[]>();
  readonly #against = new Map<PackClaimId, string[]>();
  readonly #unchecked = new Map<PackClaimId, string>();

  supports(claim: PackClaimId, detail: string): void {
    add(this.#for, claim, detail);
  }

  refutes(claim: PackClaimId, detail: string): void {
    add(this.#against, claim, detail);
  }

  unchecked(claim: PackClaimId, why: string): void {
    this.#unchecked.set(claim, why);
  }

  /** Nothing speaks against any of these so far, and all were looked at. */
  hold(...claims: PackClaimId[]): boolean {
    return claims.every(
      claim => !this.#against.has(claim) && this.#for.has(claim),
    );
  }

  all(): PackClaim[] {
    const asked = (Object.keys(packClaims) as PackClaimId[]).filter(
      id =>
        !onlyWhereAsked.includes(id) ||
        [this.#for, this.#against, this.#unchecked].some(told => told.has(id)),
    );
    return asked.map(id => {
      const against = this.#against.get(id);
      const pro = this.#for.get(id);
      const open = this.#unchecked.get(id);
      const base = { id, claim: packClaims[id] };
      if (against) {
        const rest = against.length - MOST_DETAILS;
        const details = against.slice(0, MOST_DETAILS);
        return {
          ...base,
          outcome: 'fails',
          details: rest > 0 ? [...details, `And ${rest} more.`] : details,
        };
      }
      if (open !== undefined || !pro) {
        return {
          ...base,
          outcome: 'unchecked',
          details: [open ?? 'Nothing could be looked at.'],
        };
      }
      return { ...base, outcome: 'holds', details: pro };
    });
  }
}

function add(
  to: Map<PackClaimId, string[]>,
  claim: PackClaimId,
  detail: string,
): void {
  const known = to.get(claim) ?? [];
  if (!known.includes(detail)) to.set(claim, [...known, detail]);
}

/** The message of whatever was thrown, as a sentence of its own. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
