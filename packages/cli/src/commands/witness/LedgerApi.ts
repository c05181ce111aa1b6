import { ResponseError } from '@backstage/errors';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { Portal } from '../../portal/connection';

/** The ledger of one area of the portal, as a witness meets it. */
export class LedgerApi {
  constructor(private readonly portal: Portal, private readonly area: string) {}

  async status(): Promise<LedgerStatus> {
    return (await this.#send('/ledger')).json();
  }

  /** The body of add-checkpoint. */
  async growth(from: number): Promise<string> {
    return (await this.#send(`/ledger/growth?from=${from}`)).text();
  }

  async addCosignatures(size: number, cosignatures: string): Promise<void> {
    await this.#send('/ledger/cosignatures', { size, cosignatures });
  }

  async #send(path: string, body?: object): Promise<Response> {
    const { baseUrl, fetch } = this.portal.plugin(this.area);
    const { token } = this.portal;
    const response = await fetch(`${await baseUrl()}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}
