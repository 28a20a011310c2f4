// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for controls, and this is not about them
/** What is wider than the page scrolls inside a frame, which the keyboard can reach. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  class: string;
  /** Names it for people who do not see it. */
  label: string;
  children: ComponentChildren;
}

/** Text as it is, with its own line ends. */
export function ScrolledText({ class: name, label, children }: Props) {
  const frame = useScrollable<HTMLPreElement>();
  return (
    <pre ref={frame} class={name} role="group" aria-label={label}>
      {children}
    </pre>
  );
}

export function Scrolled({ class: name, label, children }: Props) {
  const frame = useScrollable<HTMLDivElement>();
  return (
    <div ref={frame} class={name} role="group" aria-label={label}>
      {children}
    </div>
  );
}

/** Makes an element a stop of the Tab key as long as it has to be scrolled. */
function useScrollable<Frame extends HTMLElement>() {
  const frame = useRef<Frame>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = () => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      if (scrollWidth > clientWidth || scrollHeight > clientHeight) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return frame;
}
