/** An address that two or more entities claim equally closely. */
export interface AmbiguousAddress {
  address: string;
  /** Entity references of all claimants, sorted. */
  entityRefs: string[];
}

/** Which configuration items some Terraform addresses belong to. */
export interface AddressResolution {
  /** Address to entity reference. */
  matched: Map<string, string>;
  /** Addresses that no entity claims, in the order given. */
  unmapped: string[];
  /** Addresses that no one entity claims most closely. They are in neither of the other two. */
  ambiguous: AmbiguousAddress[];
}
