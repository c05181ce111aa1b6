import { focusPlace, useKeptFocus } from '@countersign/plugin-governance-react';
import { ReactNode, useEffect, useRef, useState } from 'react';
import classes from './shell.module.css';

const MAIN = 'main, [role=main]';

/** Focuses what a page is about, past the navigation. */
export function focusMain(content: HTMLElement | null): void {
  focusPlace(content?.querySelector<HTMLElement>(MAIN) ?? content);
}

/** The page's one main landmark: its own where it has one, as the pages of plugins may or may not, and this element otherwise. */
export function MainLandmark(props: { id: string; children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  const [hasOwn, setHasOwn] = useState(false);
  useEffect(() => {
    const look = () => setHasOwn(content.current?.querySelector(MAIN) !== null);
    look();
    const observer = new MutationObserver(look);
    observer.observe(content.current!, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  useKeptFocus(content, focusMain);
  return (
    <div
      id={props.id}
      ref={content}
      className={classes.content}
      role={hasOwn ? undefined : 'main'}
      tabIndex={-1}
    >
      {props.children}
    </div>
  );
}
