import {
  errorsByField,
  useAction,
  useFormDraft,
  useIdempotencyKey,
  useOpening,
} from '@countersign/plugin-governance-react';
import { useRef } from 'react';
import { useNavigate } from 'react-router-dom';

/**
 * The dialog that plans a record: what is typed is kept until it is planned, a request that is made again plans nothing twice,
 * and whoever planned it is led to its page.
 */
export function usePlanning<B extends object, V extends object>(options: {
  /** Under which what is typed is kept. */
  draft: string;
  empty: V;
  /** Plans it and answers its number. */
  plan(body: B, sent: { idempotencyKey: string }): Promise<string>;
  hrefOf?(params: { number: string }): string;
}) {
  const { draft, empty, plan, hrefOf } = options;
  const navigate = useNavigate();
  const opening = useOpening();
  const { keyFor, done } = useIdempotencyKey();
  const { values, change, discard } = useFormDraft(draft, empty);
  const planned = useRef<string>();
  const { run, ...state } = useAction(
    async (body: B) => {
      planned.current = await plan(body, { idempotencyKey: keyFor(body) });
    },
    () => {
      done();
      discard();
    },
  );
  const submit = async (body: B) => {
    if (!(await run(body))) return;
    opening.dialog.onClose();
    const href = planned.current && hrefOf?.({ number: planned.current });
    if (href) navigate(href);
  };
  const errors = errorsByField(state.refusal?.problems ?? []);
  return { ...{ opening, values, change, state, errors, submit } };
}
