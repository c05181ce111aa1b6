/**
 * RFC 3161 time stamps, apart from the rest: what reads certificates is large, and few need it.
 *
 * @packageDocumentation
 */

export {
  makeTimeStampRequest,
  openTimeStampResponse,
  parseCertificates,
  type TimeStampRequest,
} from './timeStamp/request';
export {
  verifyTimeStamp,
  verifyTimeStamps,
  type StampedTime,
} from './timeStamp/verify';
