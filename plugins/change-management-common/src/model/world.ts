/** The number as which something was rejected, and when. */
export interface RejectedContent {
  number: string;
  /** ISO 8601. */
  at: string;
}

/** A freeze in force at a moment for a change's items and environment. */
export interface ActiveFreeze {
  title: string;
  /** ISO 8601; absent when it is not known when it ends. */
  until?: string;
  /** It lets emergency changes through. */
  allowEmergency: boolean;
}
