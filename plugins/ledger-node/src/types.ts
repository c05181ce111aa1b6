/** What `Ledger.append` needs to know beyond the entry. */
export interface AppendOptions {
  /**
   * Number this entry among those of its subject, so that a bundle shows that none was left out in between. Sound only
   * while the caller's transaction holds a lock on the subject's record (its row, `FOR UPDATE`): of two appends that
   * race without one, the later fails on a unique constraint.
   */
  numbered?: boolean;
  /**
   * The number it will get, where the caller keeps count beside that record: saves a question to the database, and is
   * checked as the entry is written. Should it be wrong, the entry gets the right one.
   */
  expectedSequence?: number;
}

/** What was appended. */
export interface Appended {
  id: string;
  /** Its number among the entries of its subject, where it has one. */
  subjectSequence?: number;
}

/** What may accompany an export. */
export interface ExportOptions {
  /** A checkpoint of this log kept from earlier; the bundle then proves that the log only grew since. */
  olderCheckpoint?: string;
}

/** Which of a subject's entries to export. */
export interface ExportSubjectOptions extends ExportOptions {
  /** Only entries that occurred at or after this instant: ISO 8601 with an offset. */
  since?: string;
  /** Only entries that occurred at or before this instant: ISO 8601 with an offset. */
  upTo?: string;
}

/** A subject of which entries are exported, as {@link ExportSubjectOptions} has it. */
export interface SubjectToExport {
  subject: string;
  since?: string;
  upTo?: string;
}

/** A signed checkpoint. */
export interface SignedCheckpoint {
  /** Leaves in the log. */
  size: number;
  /** The C2SP signed note. */
  note: string;
  /** When it was signed: ISO 8601 in UTC, by the database's clock. */
  signedAt: string;
}
