import type { ConfigurationItem } from '../item/types';
import {
  addressNames,
  type AddressPattern,
  type AddressStep,
  instanceKeysMatch,
  parseAddressPattern,
  specificity,
} from './address';
import type { AddressResolution } from './types';

interface Claim {
  entityRef: string;
  pattern: AddressPattern;
}

/**
 * Finds the configuration item that each Terraform resource address belongs to.
 *
 * The most specific claim wins: one that names the resource over one that ends
 * in `.*`, then the longer one, then the one with more instance keys. When
 * different entities claim an address equally closely it is reported as
 * ambiguous rather than given to either.
 */
export function resolveAddresses(
  addresses: Iterable<string>,
  items: Iterable<Pick<ConfigurationItem, 'entityRef' | 'terraformAddresses'>>,
): AddressResolution {
  const claims = indexClaims(items);
  const resolution: AddressResolution = {
    matched: new Map(),
    unmapped: [],
    ambiguous: [],
  };
  for (const address of new Set(addresses)) {
    const entityRefs = closestClaimants(address, claims);
    if (entityRefs.length === 0) {
      resolution.unmapped.push(address);
    } else if (entityRefs.length === 1) {
      resolution.matched.set(address, entityRefs[0]);
    } else {
      resolution.ambiguous.push({ address, entityRefs });
    }
  }
  return resolution;
}

/** Claims by the names of their pattern, so that an address only meets those that can match it. */
function indexClaims(
  items: Iterable<Pick<ConfigurationItem, 'entityRef' | 'terraformAddresses'>>,
): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const { entityRef, terraformAddresses } of items) {
    for (const text of terraformAddresses) {
      const pattern = parseAddressPattern(text);
      if (!pattern) {
        continue;
      }
      const key = claimKey(pattern.steps, pattern.anyBelow);
      const sameKey = claims.get(key);
      if (sameKey) {
        sameKey.push({ entityRef, pattern });
      } else {
        claims.set(key, [{ entityRef, pattern }]);
      }
    }
  }
  return claims;
}

function claimKey(steps: AddressStep[], anyBelow: boolean): string {
  const names = addressNames(steps);
  return (anyBelow ? [...names, '*'] : names).join('.');
}

function closestClaimants(
  address: string,
  claims: Map<string, Claim[]>,
): string[] {
  const parsed = parseAddressPattern(address);
  if (!parsed || parsed.anyBelow) {
    return [];
  }
  // From the most to the least specific key: the address itself, then ever shorter prefixes.
  const keys = [claimKey(parsed.steps, false)];
  for (let length = parsed.steps.length - 1; length > 0; length--) {
    keys.push(claimKey(parsed.steps.slice(0, length), true));
  }
  for (const key of keys) {
    const matching = (claims.get(key) ?? []).filter(claim =>
      instanceKeysMatch(claim.pattern, parsed.steps),
    );
    if (matching.length) {
      const most = Math.max(
        ...matching.map(claim => specificity(claim.pattern)),
      );
      return [
        ...new Set(
          matching
            .filter(claim => specificity(claim.pattern) === most)
            .map(claim => claim.entityRef),
        ),
      ].sort();
    }
  }
  return [];
}
