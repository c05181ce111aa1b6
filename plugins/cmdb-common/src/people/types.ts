/** A right to approve that one user gave to another, for a time. */
export interface Delegation {
  /** Entity reference of the user whose right it is. */
  delegator: string;
  /** Entity reference of the user who may use it. */
  delegate: string;
  /** The first instant at which it no longer holds: ISO 8601 in UTC. */
  until: string;
}

/** A user who may approve for a group. */
export interface EligibleApprover {
  /** Entity reference of the user. */
  user: string;
  /** Why: a member of the group, or the delegate of one. */
  via: 'member' | 'delegate';
  /** With `delegate`: the member whose right is used. */
  onBehalfOf?: string;
}
