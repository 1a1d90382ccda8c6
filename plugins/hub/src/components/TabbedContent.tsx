import { type ReactNode, useLayoutEffect, useRef } from 'react';

const SELECTED = '[role="tab"][aria-selected="true"]';

/**
 * What belongs to tabs that are links. Their list names a panel in each tab's
 * `aria-controls`, and draws none: this is it, for whichever tab is selected.
 */
export const TabbedContent = ({
  tabs,
  children,
}: {
  tabs: ReactNode;
  children: ReactNode;
}) => {
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const name = () => {
      const tab = list.current?.querySelector(SELECTED);
      const id = tab?.getAttribute('aria-controls');
      if (!panel.current || !tab || !id) return;
      panel.current.id = id;
      panel.current.setAttribute('role', 'tabpanel');
      panel.current.setAttribute('aria-labelledby', tab.id);
    };
    name();
    // The list says after its own rendering which tab is selected.
    const observer = new MutationObserver(name);
    observer.observe(list.current!, {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-selected', 'aria-controls', 'id'],
    });
    return () => observer.disconnect();
  }, []);
  return (
    <>
      <div ref={list}>{tabs}</div>
      <div ref={panel}>{children}</div>
    </>
  );
};
