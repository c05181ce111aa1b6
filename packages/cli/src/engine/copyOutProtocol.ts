const COPY_DATA = 'd'.charCodeAt(0);
const ERROR = 'E'.charCodeAt(0);
const READY = 'Z'.charCodeAt(0);
const HEADER_BYTES = 5;
/** Rows come one a message; they are handed on in larger pieces. */
const PIECE_BYTES = 1024 * 1024;

/** The message that runs a statement by PostgreSQL's simple protocol. */
export function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`, 'utf8');
  const message = Buffer.alloc(HEADER_BYTES + text.length);
  message.write('Q', 0);
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, HEADER_BYTES);
  return message;
}

/** Reads the answer to COPY … TO STDOUT: PostgreSQL's messages, however they are cut. */
export class CopyOutReader {
  readonly #give: (bytes: Uint8Array) => void;
  #rest: Buffer = Buffer.alloc(0);
  #pieces: Buffer[] = [];
  #length = 0;
  #error?: string;
  #isReady = false;

  constructor(give: (bytes: Uint8Array) => void) {
    this.#give = give;
  }

  read(data: Uint8Array): void {
    let bytes = Buffer.from(data);
    if (this.#rest.length > 0) bytes = Buffer.concat([this.#rest, bytes]);
    let at = 0;
    while (bytes.length - at >= HEADER_BYTES) {
      const end = at + 1 + bytes.readInt32BE(at + 1);
      if (end > bytes.length) break;
      this.#message(bytes[at], bytes.subarray(at + HEADER_BYTES, end));
      at = end;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** @throws Error with what PostgreSQL said, where it could not */
  end(): void {
    if (this.#error !== undefined) throw new Error(this.#error);
    if (!this.#isReady) throw new Error('the engine stopped in the middle');
    this.#flush();
  }

  #message(type: number, body: Buffer): void {
    if (type === COPY_DATA) {
      this.#pieces.push(body);
      this.#length += body.length;
      if (this.#length >= PIECE_BYTES) this.#flush();
    } else if (type === ERROR) {
      this.#error = errorText(body);
    } else if (type === READY) {
      this.#isReady = true;
    }
  }

  #flush(): void {
    if (this.#length > 0) this.#give(Buffer.concat(this.#pieces));
    this.#pieces = [];
    this.#length = 0;
  }
}

/** An error has fields, each a letter and a text; M is the message. */
function errorText(body: Buffer): string {
  const fields = body.toString('utf8').split('\0');
  const message = fields.find(field => field.startsWith('M'));
  return message?.slice(1) ?? 'PostgreSQL gave no reason';
}
