import { z } from 'zod';

/** What Pub/Sub wraps a message into, with what the framework adds; what else comes with it is left alone. */
const envelopeSchema = z.object({
  message: z.object({
    data: z.string().min(1),
    messageId: z.string().optional().catch(undefined),
    publishTime: z.string().optional().catch(undefined),
    attributes: z.record(z.string(), z.string()).optional().catch(undefined),
  }),
  subscription: z.string().optional().catch(undefined),
});

/** A message of Pub/Sub. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** The message of an event; undefined where it has none, and never will have. */
export function envelopeOf(data: unknown): Envelope | undefined {
  const result = envelopeSchema.safeParse(data);
  return result.success ? result.data : undefined;
}
