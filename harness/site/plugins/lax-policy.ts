/** Takes the Content-Security-Policy out of the page in development: Vite writes styles into it. */
import type { Plugin } from 'vite';

export function laxPolicy(): Plugin {
  return {
    name: 'lax-policy',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}
