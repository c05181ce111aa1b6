const COPY_DATA = 'd'.charCodeAt(0);
const ERROR = 'E'.charCodeAt(0);
const READY = 'Z'.charCodeAt(0);
const HEADER_BYTES = 5;
/** Rows come one a message; they are handed on in larger pieces. */
const PIECE_BYTES = 1024 * 1024;

/** The message that runs a statement by PostgreSQL's simple protocol. */
export function simpleQuery(sql: string): Uint8Array {
  const text = new TextEncoder().encode(`${sql}\0`);
  const message = new Uint8Array(HEADER_BYTES + text.length);
  message[0] = 'Q'.charCodeAt(0);
  new DataView(message.buffer).setInt32(1, 4 + text.length);
  message.set(text, HEADER_BYTES);
  return message;
}

/** Reads the answer to COPY … TO STDOUT: PostgreSQL's messages, however they are cut. */
export class CopyOutReader {
  readonly #give: (bytes: Uint8Array) => void;
  #rest = new Uint8Array(0);
  #piece = new Uint8Array(PIECE_BYTES);
  #length = 0;
  #error?: string;
  #isReady = false;

  /** @param give - Takes bytes that are its own only until it returns. */
  constructor(give: (bytes: Uint8Array) => void) {
    this.#give = give;
  }

  read(data: Uint8Array): void {
    const bytes = this.#rest.length > 0 ? joined(this.#rest, data) : data;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (bytes.length - at >= HEADER_BYTES) {
      const end = at + 1 + view.getInt32(at + 1);
      if (end > bytes.length) break;
      this.#message(bytes[at], bytes.subarray(at + HEADER_BYTES, end));
      at = end;
    }
    this.#rest = bytes.slice(at);
  }

  /** @throws Error with what PostgreSQL said, where it could not */
  end(): void {
    if (this.#error !== undefined) throw new Error(this.#error);
    if (!this.#isReady) throw new Error('the engine stopped in the middle');
    this.#flush();
  }

  #message(type: number, body: Uint8Array): void {
    if (type === COPY_DATA) {
      if (this.#length + body.length > this.#piece.length) this.#flush();
      if (body.length > this.#piece.length) {
        this.#give(body);
        return;
      }
      this.#piece.set(body, this.#length);
      this.#length += body.length;
    } else if (type === ERROR) {
      this.#error = errorText(body);
    } else if (type === READY) {
      this.#isReady = true;
    }
  }

  #flush(): void {
    if (this.#length > 0) this.#give(this.#piece.subarray(0, this.#length));
    this.#length = 0;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** An error has fields, each a letter and a text; M is the message. */
function errorText(body: Uint8Array): string {
  const fields = new TextDecoder().decode(body).split('\0');
  const message = fields.find(field => field.startsWith('M'));
  return message?.slice(1) ?? 'PostgreSQL gave no reason';
}
