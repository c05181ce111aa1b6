/** As far as it is used here. */
declare module 'pg-copy-streams' {
  import { Submittable } from 'pg';
  import { Readable, Writable } from 'stream';

  export function from(sql: string): Submittable & Writable;
  export function to(sql: string): Submittable & Readable;
}
