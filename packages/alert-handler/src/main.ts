/**
 * The Cloud Function that hands alerts of Google Cloud Monitoring to the portal.
 *
 * @packageDocumentation
 */

import { cloudEvent } from '@google-cloud/functions-framework';
import { alertHandler } from './handleAlert';
import { readSettings } from './settings';

cloudEvent(
  'handleAlert',
  alertHandler(readSettings(process.env), entry =>
    process.stdout.write(`${JSON.stringify(entry)}\n`),
  ),
);
