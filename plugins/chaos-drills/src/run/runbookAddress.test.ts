import { runbookAddress } from './runbookAddress';

const named = [
  '/docs/default/component/countersign/runbooks/service-unavailable',
  ' /docs/default/component/countersign/runbooks/high-api-latency/ ',
  'ftp://elsewhere/high-api-latency',
];

describe('the runbook of an experiment', () => {
  it('is an address, or the page of the service whose name is that of the file', () => {
    expect(runbookAddress('https://wiki/slow', named)).toBe(
      'https://wiki/slow',
    );
    expect(runbookAddress('docs/runbooks/high-api-latency.md', named)).toBe(
      '/docs/default/component/countersign/runbooks/high-api-latency/',
    );
  });

  it('is no link where nobody knows its page, or where it is no address of a page', () => {
    expect(runbookAddress('docs/runbooks/other.md', named)).toBeUndefined();
    expect(runbookAddress('high-api-latency', named.slice(2))).toBeUndefined();
    expect(runbookAddress('//elsewhere/slow', [])).toBeUndefined();
  });
});
