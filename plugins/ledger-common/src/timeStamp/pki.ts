import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** Cryptography of the platform: the same in Node and in a browser. */
export const engine = new pkijs.CryptoEngine({
  name: 'webcrypto',
  crypto: globalThis.crypto,
});

/**
 * Takes a time stamp token apart; nothing is verified yet.
 *
 * @throws SyntaxError where the bytes are no token
 */
export function openToken(token: Uint8Array): {
  signed: pkijs.SignedData;
  info: pkijs.TSTInfo;
} {
  try {
    const content = pkijs.ContentInfo.fromBER(new Uint8Array(token));
    const signed = new pkijs.SignedData({ schema: content.content });
    const { eContentType, eContent } = signed.encapContentInfo;
    if (eContentType !== TST_INFO || !eContent) {
      throw new SyntaxError('it holds no time');
    }
    return { signed, info: pkijs.TSTInfo.fromBER(eContent.getValue()) };
  } catch (error) {
    throw new SyntaxError(
      `this is no time stamp token: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

export { asn1js, pkijs };
