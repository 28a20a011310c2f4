/** The frame around every page: navigation, the page itself, and what all of it is about. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { spec } from '../../../spec/index.ts';
import { NotFound } from './elements.tsx';
import { load } from './load.ts';
import type { Page } from './page.ts';
import { hrefOf, type Route, routeOf } from './route.ts';
import { sections } from './sections.ts';

interface Shown extends Page {
  readonly path: string;
}

export function Shell() {
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);

  useEffect(() => {
    let latest = 0;
    const follow = async () => {
      latest += 1;
      const mine = latest;
      const route = routeOf(location.hash);
      try {
        const page = await pageOf(route);
        if (mine !== latest) return;
        setFailure(null);
        setShown({ ...page, path: route.path.join('/') });
      } catch (error) {
        if (mine === latest) setFailure(error instanceof Error ? error.message : String(error));
      }
    };
    addEventListener('hashchange', follow);
    follow();
    return () => removeEventListener('hashchange', follow);
  }, []);

  const path = shown?.path;
  useEffect(() => {
    if (shown === null) return;
    document.title = shown.path === '' ? 'cors-conformance' : `${shown.title} · cors-conformance`;
  }, [shown]);
  useEffect(() => {
    if (path === undefined) return;
    // A reader of the screen hears the title of the new page, and Tab goes on from there.
    if (isFirst.current) {
      isFirst.current = false;
      performance.mark('ready');
    } else {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
  }, [path]);

  const [current = ''] = path?.split('/') ?? [];
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        Skip to the content
      </button>
      <header class="site-header">
        <div class="wide">
          <a class="site-name" href={hrefOf('')}>
            cors-conformance
          </a>
          <nav aria-label="Site">
            <ul>
              {sections.map(({ name, label }) => (
                <li key={name}>
                  <a
                    href={hrefOf(name)}
                    aria-current={shown !== null && name === current ? 'page' : undefined}
                  >
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      <main id="main" class="wide" tabIndex={-1}>
        {failure !== null && (
          <p class="note note-bad" role="alert">
            This page could not be loaded: {failure}. Without a connection, only pages that were
            stored are shown.
          </p>
        )}
        {shown === null ? (
          failure === null && <p class="loading">Loading…</p>
        ) : (
          <>
            {shown.crumbs !== undefined && (
              <nav class="crumbs" aria-label="Way to this page">
                {shown.crumbs.map(({ label, href }) => (
                  <span key={href}>
                    <a href={href}>{label}</a> ›{' '}
                  </span>
                ))}
              </nav>
            )}
            <h1 ref={heading} tabIndex={-1}>
              {shown.title}
            </h1>
            {shown.view}
          </>
        )}
      </main>
      <footer class="site-footer">
        <div class="wide">
          <p>
            Everything here is computed from the files of the project, or by its reference in this
            page. Nothing that you enter leaves your browser.
          </p>
          <p>
            The Fetch standard of {spec.date}, at commit <code>{spec.commit.slice(0, 7)}</code>.
            cors-conformance is free software under the MIT licence.
          </p>
        </div>
      </footer>
    </>
  );
}

/** A button, and not a link, because the fragment is the address of the page. */
function skip(): void {
  document.getElementById('main')?.focus();
}

async function pageOf(route: Route): Promise<Page> {
  const section = sections.find(({ name }) => name === route.path[0]);
  const page = section === undefined ? null : await (await section.open())(route, load);
  return page ?? { title: 'Page not found', view: <NotFound /> };
}
