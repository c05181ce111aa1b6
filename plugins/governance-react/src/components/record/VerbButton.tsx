import { Button } from '@backstage/ui';
import { RefusalNotice } from './RefusalNotice';
import { Verb } from './VerbState';

/** Does what wants nothing but a press, at once; a refusal stands beneath the button. */
export function VerbButton<B>(props: {
  verb: Verb<B>;
  body: B;
  /** What the button says. */
  action: string;
  variant: 'primary' | 'secondary';
  size?: 'small' | 'medium';
}) {
  const { body, action, variant, size } = props;
  const { run, isPending, refusal, moved } = props.verb;
  return (
    <>
      <Button
        size={size}
        variant={variant}
        isPending={isPending}
        onPress={() => run(body)}
      >
        {action}
      </Button>
      {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
    </>
  );
}
