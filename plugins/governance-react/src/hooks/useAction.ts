import { useState } from 'react';
import { readRefusal } from '../api';
import { Verb } from '../components/record/VerbState';

/** Does one thing to what has no page of its own; whatever shows it fetches it again. A refusal keeps everything typed. */
export function useAction<B>(
  act: (body: B) => Promise<unknown>,
  onDone: () => void,
): Verb<B> {
  const [state, setState] = useState<Pick<Verb<B>, 'isPending' | 'refusal'>>({
    isPending: false,
  });
  const run = async (body: B) => {
    setState({ isPending: true });
    try {
      await act(body);
    } catch (error) {
      setState({ isPending: false, refusal: readRefusal(error) });
      return false;
    }
    setState({ isPending: false });
    onDone();
    return true;
  };
  return { run, ...state, clear: () => setState({ isPending: false }) };
}
