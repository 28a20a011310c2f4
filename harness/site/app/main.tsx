/** Starts the site. */
import { render } from 'preact';
import '../styles/base.css';
import '../styles/parts.css';
import '../styles/pages.css';
import { Shell } from './shell.tsx';

render(<Shell />, document.getElementById('site') as HTMLElement);

// What the other pages need is fetched once this one works.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('service-worker.js').catch(() => {
      // Without it, the site needs the network, and is otherwise the same.
    });
  });
}
