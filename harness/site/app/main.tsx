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
    navigator.serviceWorker.register(trusted('service-worker.js')).catch(() => {
      // Without it, the site needs the network, and is otherwise the same.
    });
  });
}

/** Browsers that know the Trusted Types of the page's policy run no script whose address is mere text. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as unknown as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('site', { createScriptURL: (text) => text });
  return policy?.createScriptURL(address) ?? address;
}

/** As far as it is used. What it makes stands for a text. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): { createScriptURL(text: string): string };
}
