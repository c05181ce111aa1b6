import { RecordKind } from '../../report/model';
import { assets } from './assets';
import { billing } from './billing';
import { iamPolicies } from './iamPolicies';
import { RecordReader } from './model';
import { vulnerabilities } from './vulnerabilities';

/** How each kind of records is read. */
export const recordReaders: Readonly<Record<RecordKind, RecordReader>> = {
  vulnerabilities,
  billing,
  'iam-policies': iamPolicies,
  assets,
};
