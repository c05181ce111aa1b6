import {
  changeVerbs,
  createChangeRequestSchema,
  evidenceQuerySchema,
  exportChangesQuerySchema,
  followRequestSchema,
  listChangesQuerySchema,
  previewRequestSchema,
  updateChangeRequestSchema,
  verbSchemas,
} from '@countersign/plugin-change-management-common';
import {
  authenticate,
  idempotencyKeyOf,
  parse,
} from '@countersign/plugin-governance-node';
import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import { timelineQuerySchema } from '../openapi/operations';
import { VerbCall } from '../services/LifecycleService';
import { authenticateReader, numberOf } from './http';
import { openBody } from './planBody';
import { sendPieces } from './sendPieces';
import { RouteOptions } from './types';

/** In milliseconds. Who takes nothing for so long holds a transaction no longer. */
const SLOWEST_READER = 30_000;

/** Change requests: lists, details, edits and one `POST` a transition. */
export function addChangeRoutes(router: Router, options: RouteOptions): void {
  const { httpAuth } = options;
  const { changes, exports, followers, lifecycle, plans, preview } =
    options.services;

  router.get('/changes', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const filter = parse(listChangesQuerySchema, req.query);
    res.json(await changes.list(caller, filter));
  });

  router.post('/changes', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const idempotencyKey = idempotencyKeyOf(req);
    const { body, plan } = await openBody(req, plans);
    const input = { ...parse(createChangeRequestSchema, body), plan };
    const detail = await changes.create(caller, input, { idempotencyKey });
    res.status(201).json(detail);
  });

  router.post('/changes/preview', async (req, res) => {
    const caller = await authenticateReader(options, req);
    const { body, plan } = await openBody(req, plans);
    const input = { ...parse(previewRequestSchema, body), plan };
    res.json(await preview.preview(caller, input));
  });

  router.get('/changes/export', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const query = parse(exportChangesQuerySchema, req.query);
    const records = exports.records(caller, query);
    // What refuses an export does so before its first piece.
    const { value: first = '' } = await records.next();
    res.attachment('changes.csv').type('text/csv; charset=utf-8');
    res.setTimeout(SLOWEST_READER, () => res.destroy());
    res.write(first);
    await sendPieces(records, res);
  });

  router.get('/changes/:number', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    res.json(await changes.get(caller, numberOf(req)));
  });

  router.patch('/changes/:number', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const edit = parse(updateChangeRequestSchema, req.body);
    res.json(
      await lifecycle.edit(caller, numberOf(req), edit, idempotencyKeyOf(req)),
    );
  });

  router.get('/changes/:number/timeline', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const page = parse(timelineQuerySchema, req.query);
    res.json(await changes.timeline(caller, numberOf(req), page));
  });

  router.get('/changes/:number/plan', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const plan = await changes.plan(caller, numberOf(req));
    res.type('application/json').end(plan);
  });

  router.get('/changes/:number/evidence', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const number = numberOf(req);
    const query = parse(evidenceQuerySchema, req.query);
    const bundle = await changes.evidence(caller, number, query);
    res
      .attachment(`${number}.evidence.json`)
      .type('application/json')
      .send(Buffer.from(bundle));
  });

  router.put('/changes/:number/following', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const { follows } = parse(followRequestSchema, req.body);
    res.json(await followers.follow(caller, numberOf(req), follows));
  });

  router.post('/changes/:number/:verb', async (req, res) => {
    const caller = await authenticate(httpAuth, req);
    const number = numberOf(req);
    const verb = changeVerbs.find(known => known === req.params.verb);
    if (!verb) {
      throw new NotFoundError(
        `There is no verb ${
          req.params.verb
        }; a change understands ${changeVerbs.join(', ')}`,
      );
    }
    const idempotencyKey = idempotencyKeyOf(req);
    const { body, plan } = await openBody(req, plans);
    const parsed = parse(verbSchemas[verb], body);
    const call = { verb, body: plan ? { ...parsed, plan } : parsed };
    res.json(
      await lifecycle.act(caller, number, call as VerbCall, idempotencyKey),
    );
  });
}
