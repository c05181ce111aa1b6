import { ReactNode, useEffect, useRef } from 'react';

/** Fields that Ctrl-Enter and Cmd-Enter send; Enter alone stays the field's own. */
export function SubmitArea(props: {
  className?: string;
  onSubmit(): void;
  children: ReactNode;
}) {
  const area = useRef<HTMLDivElement>(null);
  const submit = useRef(props.onSubmit);
  submit.current = props.onSubmit;
  // A listener on the element and not a handler of React's: the area itself is nothing one interacts with.
  useEffect(() => {
    const element = area.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      submit.current();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div ref={area} className={props.className}>
      {props.children}
    </div>
  );
}
