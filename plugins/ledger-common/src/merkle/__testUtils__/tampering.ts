import fc from 'fast-check';

/** Any bit of a hash. */
export const bit = fc.nat(255);

export function flip(bytes: Uint8Array, at: number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  flipped[Math.floor(at / 8)] ^= 2 ** (at % 8);
  return flipped;
}

/** The claim with one bit flipped in one hash of its proof; nothing when that has none. */
export function withFlippedProof<T extends { proof: Uint8Array[] }>(
  claim: T,
  at: number,
  pick: number,
): T[] {
  const { proof } = claim;
  if (proof.length === 0) return [];
  const forged = proof.map((hash, i) =>
    i === pick % proof.length ? flip(hash, at) : hash,
  );
  return [{ ...claim, proof: forged }];
}

export function withoutLastHash<T extends { proof: Uint8Array[] }>(
  claim: T,
): T {
  return { ...claim, proof: claim.proof.slice(0, -1) };
}

export function holds(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}
