import { utf8 } from '@countersign/plugin-ledger-common';
import {
  makeTimeStampRequest,
  openTimeStampResponse,
  parseCertificates,
  verifyTimeStamp,
} from '@countersign/plugin-ledger-common/timeStamps';
import { TestAuthority } from '../__testUtils__/authority';

const message = utf8('example.com/log\n12\nroot\n');

describe('time stamps by OpenSSL', () => {
  const authority = new TestAuthority();
  const other = new TestAuthority();
  afterAll(() => Promise.all([authority.stop(), other.stop()]));
  const trusted = parseCertificates(authority.pem('root'));

  async function stamp(signer = 'tsa', text = message) {
    const request = await makeTimeStampRequest(text);
    return openTimeStampResponse(authority.reply(request.der, signer), request);
  }

  it('tell the time, by an authority that is pinned itself or by its issuer', async () => {
    const token = await stamp();
    const { time, ...rest } = await verifyTimeStamp(token, message, trusted);
    expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(60_000);
    expect(rest).toEqual({ authority: 'Test tsa', policy: '1.2.3.4.1' });
    const itself = parseCertificates(authority.pem('tsa'));
    expect((await verifyTimeStamp(token, message, itself)).time).toBe(time);
  });

  it('are refused over something else', async () => {
    await expect(
      verifyTimeStamp(await stamp(), utf8('another'), trusted),
    ).rejects.toThrow('the time stamp is over something else than this');
  });

  it('are refused by an authority that is not trusted', async () => {
    await expect(
      verifyTimeStamp(
        await stamp(),
        message,
        parseCertificates(other.pem('root')),
      ),
    ).rejects.toThrow(
      'the certificate of Test tsa leads to none of the authorities that you trust',
    );
  });

  it('are refused with any byte of time or signature turned', async () => {
    const token = await stamp();
    const refusals = await Promise.all(
      [...token.keys()]
        .filter(at => at % 23 === 0)
        .map(at => {
          const bent = token.slice();
          bent[at] = (bent[at] + 1) % 256;
          return verifyTimeStamp(bent, message, trusted).then(
            // Certificates that nobody looks at may differ; the time may not.
            ({ time }) => time,
            () => 'refused',
          );
        }),
    );
    const { time } = await verifyTimeStamp(token, message, trusted);
    expect(new Set([...refusals, time, 'refused'])).toEqual(
      new Set([time, 'refused']),
    );
    expect(refusals.filter(each => each === 'refused').length).toBeGreaterThan(
      refusals.length / 2,
    );
  });

  it('are refused from an answer to another request', async () => {
    const [asked, earlier] = await Promise.all([
      makeTimeStampRequest(message),
      makeTimeStampRequest(message),
    ]);
    expect(() =>
      openTimeStampResponse(authority.reply(earlier.der), asked),
    ).toThrow('the token answers another request');
  });

  it('say what the authority says that refuses', async () => {
    const request = await makeTimeStampRequest(message, '1.9.9');
    expect(() =>
      openTimeStampResponse(authority.reply(request.der), request),
    ).toThrow(/the authority refuses \(status 2.*policy/i);
    expect(() => openTimeStampResponse(utf8('<html>'), request)).toThrow(
      'no RFC 3161 response',
    );
  });

  it('are refused by a certificate whose time was over', async () => {
    authority.alsoMake('late', { extensions: 'ext_tsa', by: 'root', days: -1 });
    await expect(
      verifyTimeStamp(await stamp('late'), message, trusted),
    ).rejects.toThrow(
      /the certificate of Test late was valid from .* and the time stamp is of/,
    );
  });

  it('are refused by a certificate for another purpose', async () => {
    const token = await stamp();
    const timeStamping = Buffer.from('2b06010505070308', 'hex');
    const at = Buffer.from(token).indexOf(timeStamping);
    // That of web servers is 1.3.6.1.5.5.7.3.1.
    token[at + 7] = 1;
    await expect(verifyTimeStamp(token, message, trusted)).rejects.toThrow(
      'the certificate of Test tsa is not for time stamps alone',
    );
  });
});
